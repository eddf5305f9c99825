DELETE FROM agent_memories WHERE tenant_id = :tenant AND scope = 'personal' AND user_id = :user
