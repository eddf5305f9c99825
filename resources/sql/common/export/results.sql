SELECT id, message_id, columns, row_count, bytes, created_at
FROM results
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
