SELECT question, sql, row_count
FROM known_answers
WHERE tenant_id = :tenant AND connection_id = :connection AND approved_at IS NOT NULL
ORDER BY id DESC
LIMIT :limit
