SELECT connection_id, position, question, sql, row_count
FROM examples
WHERE tenant_id = :tenant
ORDER BY connection_id, position
LIMIT :limit
