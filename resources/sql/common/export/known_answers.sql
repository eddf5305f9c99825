SELECT id, connection_id, message_id, question, sql, row_count, proposed_by, proposed_at, approved_by, approved_at
FROM known_answers
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
