-- How often an agent was asked, without reading what it was asked.
CREATE INDEX agent_messages_by_agent ON agent_messages (tenant_id, agent_id, created_at);
