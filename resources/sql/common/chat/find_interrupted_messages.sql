-- platform: answers that dead servers left behind are ended for all tenants
SELECT m.tenant_id, m.id, m.stream_id, m.user_id, d.workspace_id
FROM messages m
LEFT JOIN conversations c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
LEFT JOIN connections d ON d.tenant_id = m.tenant_id AND d.id = c.connection_id
WHERE m.status = 'running' AND NOT EXISTS (SELECT 1 FROM nodes n WHERE n.id = m.node_id)
