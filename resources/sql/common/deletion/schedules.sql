DELETE FROM schedules WHERE tenant_id = :tenant
