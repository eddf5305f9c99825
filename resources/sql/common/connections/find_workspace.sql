SELECT id
FROM workspaces
WHERE tenant_id = :tenant AND archived_at IS NULL AND (id = :workspace OR (:any = 1 AND is_default = 1))
LIMIT 1
