SELECT question, answer
FROM messages
WHERE tenant_id = :tenant AND conversation_id = :conversation AND status = 'answered'
ORDER BY id DESC
LIMIT :limit
