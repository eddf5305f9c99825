SELECT id, name, is_default, created_at, archived_at
FROM workspaces
WHERE tenant_id = :tenant AND id = :id
