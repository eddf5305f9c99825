SELECT d.workspace_id
FROM messages m
JOIN conversations c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
JOIN connections d ON d.tenant_id = c.tenant_id AND d.id = c.connection_id
WHERE m.tenant_id = :tenant AND m.stream_id = :id
UNION
SELECT workspace_id FROM connections WHERE tenant_id = :tenant AND stream_id = :id
UNION
SELECT s.workspace_id
FROM agent_messages a
JOIN agent_sessions s ON s.tenant_id = a.tenant_id AND s.id = a.session_id
WHERE a.tenant_id = :tenant AND a.stream_id = :id
