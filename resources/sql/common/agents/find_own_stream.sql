SELECT m.id
FROM agent_messages m
JOIN agent_sessions s ON s.tenant_id = m.tenant_id AND s.id = m.session_id
WHERE m.tenant_id = :tenant AND m.stream_id = :stream AND m.user_id = :user AND s.workspace_id = :workspace
