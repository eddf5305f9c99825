SELECT question, sql
FROM examples
WHERE tenant_id = :tenant AND connection_id = :connection
ORDER BY position
LIMIT :limit
