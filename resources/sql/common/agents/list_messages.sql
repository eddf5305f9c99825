SELECT id, agent_id, stream_id, question, status, answer, problem, created_at
FROM agent_messages
WHERE tenant_id = :tenant AND session_id = :session
ORDER BY id DESC
LIMIT :limit
