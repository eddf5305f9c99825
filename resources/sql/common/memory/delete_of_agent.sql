DELETE FROM agent_memories WHERE tenant_id = :tenant AND agent_id = :agent
