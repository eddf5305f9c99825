SELECT m.id, m.question, m.status, m.stream_id, m.answer, m.chart, m.problem, m.created_at,
       f.good, f.reason, k.id AS example_id, k.approved_at, u.full_name AS approver
FROM messages m
LEFT JOIN feedback f ON f.tenant_id = m.tenant_id AND f.message_id = m.id AND f.user_id = :user
LEFT JOIN known_answers k ON k.tenant_id = m.tenant_id AND k.message_id = m.id
LEFT JOIN users u ON u.id = k.approved_by
WHERE m.tenant_id = :tenant AND m.conversation_id = :conversation
ORDER BY m.id
LIMIT :limit OFFSET :offset
