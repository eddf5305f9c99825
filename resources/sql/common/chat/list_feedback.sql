SELECT f.message_id, f.good, f.reason, f.created_at, m.question, m.answer, u.full_name
FROM feedback f
JOIN messages m ON m.tenant_id = f.tenant_id AND m.id = f.message_id
JOIN conversations c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
LEFT JOIN users u ON u.id = f.user_id
WHERE f.tenant_id = :tenant AND c.connection_id = :connection
ORDER BY f.created_at DESC, f.message_id DESC
LIMIT :limit
