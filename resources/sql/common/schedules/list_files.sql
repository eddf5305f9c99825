SELECT id, name, bytes, created_at
FROM schedule_files
WHERE tenant_id = :tenant AND schedule_id = :schedule
ORDER BY created_at DESC, id DESC
LIMIT :limit
