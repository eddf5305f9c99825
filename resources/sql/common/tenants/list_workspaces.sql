SELECT id, name, is_default, created_at, archived_at
FROM workspaces
WHERE tenant_id = :tenant
  AND (created_at > :after_at OR (created_at = :after_at AND id > :after_id))
ORDER BY created_at, id
LIMIT :limit
