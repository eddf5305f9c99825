SELECT id FROM agent_messages WHERE tenant_id = :tenant AND id = :id AND user_id = :user
