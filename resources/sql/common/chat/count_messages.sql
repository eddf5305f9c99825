SELECT COUNT(*) AS messages
FROM messages
WHERE tenant_id = :tenant AND conversation_id = :conversation
