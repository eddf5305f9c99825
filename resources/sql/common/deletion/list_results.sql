SELECT id FROM results WHERE tenant_id = :tenant
