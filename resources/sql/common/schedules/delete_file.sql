DELETE FROM schedule_files WHERE tenant_id = :tenant AND id = :id
