SELECT id, schedule_id, bytes FROM schedule_files WHERE tenant_id = :tenant ORDER BY created_at DESC, id DESC
