SELECT kind, object_id, subject_kind, subject_id
FROM shares
WHERE tenant_id = :tenant
ORDER BY kind, object_id, subject_kind, subject_id
LIMIT :limit
