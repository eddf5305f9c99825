UPDATE agent_sessions SET updated_at = :now WHERE tenant_id = :tenant AND id = :id
