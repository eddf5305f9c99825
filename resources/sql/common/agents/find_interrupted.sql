-- platform: answers that dead servers left behind are ended for all tenants
SELECT m.tenant_id, m.id, m.stream_id, m.user_id, s.workspace_id
FROM agent_messages m
JOIN agent_sessions s ON s.tenant_id = m.tenant_id AND s.id = m.session_id
WHERE m.status = 'running' AND NOT EXISTS (SELECT 1 FROM nodes n WHERE n.id = m.node_id)
