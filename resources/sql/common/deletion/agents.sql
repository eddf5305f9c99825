DELETE FROM agents WHERE tenant_id = :tenant
