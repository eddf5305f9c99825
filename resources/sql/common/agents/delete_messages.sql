DELETE FROM agent_messages WHERE tenant_id = :tenant AND session_id = :session
