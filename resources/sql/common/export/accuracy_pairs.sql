SELECT id, connection_id, question, sql, source, added_by, added_at, broken, broken_at
FROM accuracy_pairs
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
