SELECT m.id, m.conversation_id, m.question, m.status, m.answer, m.chart, c.connection_id
FROM messages m
JOIN conversations c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
WHERE m.tenant_id = :tenant AND m.id = :id
