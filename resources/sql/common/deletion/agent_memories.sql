DELETE FROM agent_memories WHERE tenant_id = :tenant
