SELECT p.id, p.question, p.sql, p.source, p.added_at, p.broken, p.broken_at, u.full_name AS added_by
FROM accuracy_pairs p
LEFT JOIN users u ON u.id = p.added_by
WHERE p.tenant_id = :tenant AND p.connection_id = :connection
ORDER BY p.id
LIMIT :limit
