SELECT id, opened_by, opened_by_name, subject, state, created_at, updated_at
FROM tickets
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
