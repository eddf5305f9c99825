DELETE FROM usage_agents WHERE tenant_id = :tenant
