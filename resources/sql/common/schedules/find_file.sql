SELECT id, name, bytes, created_at, sealed
FROM schedule_files
WHERE tenant_id = :tenant AND schedule_id = :schedule AND id = :id
