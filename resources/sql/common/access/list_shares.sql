SELECT subject_kind, subject_id
FROM shares
WHERE tenant_id = :tenant AND kind = :kind AND object_id = :object
ORDER BY subject_kind, subject_id
