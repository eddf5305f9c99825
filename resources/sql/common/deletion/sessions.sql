DELETE FROM sessions WHERE tenant_id = :tenant
