SELECT id, name, created_at
FROM teams
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
