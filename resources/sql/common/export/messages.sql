SELECT id, conversation_id, user_id, question, status, answer, chart, problem, created_at, finished_at
FROM messages
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
