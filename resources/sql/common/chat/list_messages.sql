SELECT id, question, status, stream_id, answer, problem, created_at
FROM messages
WHERE tenant_id = :tenant AND conversation_id = :conversation
ORDER BY id DESC
LIMIT :limit
