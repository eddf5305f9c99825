SELECT id, name, is_default, created_at, archived_at
FROM workspaces
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
