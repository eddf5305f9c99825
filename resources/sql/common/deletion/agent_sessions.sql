DELETE FROM agent_sessions WHERE tenant_id = :tenant
