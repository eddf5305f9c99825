DELETE FROM results WHERE tenant_id = :tenant
