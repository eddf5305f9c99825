DELETE FROM agent_messages WHERE tenant_id = :tenant
