SELECT id, session_id, agent_id, user_id, question, status, answer, problem, created_at, finished_at
FROM agent_messages
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
