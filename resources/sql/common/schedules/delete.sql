DELETE FROM schedules WHERE tenant_id = :tenant AND id = :id
