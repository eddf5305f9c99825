-- platform: the operator sees which databases there are, not where they are or what is in them
SELECT c.id, c.tenant_id, t.name AS organization, w.name AS workspace, c.name, c.kind, c.stage,
       COALESCE(c.health_state, 'unknown') AS health, COALESCE(c.table_count, 0) AS table_count, c.account_can_write,
       c.created_at, c.onboarded_at
FROM connections c
JOIN tenants t ON t.id = c.tenant_id
JOIN workspaces w ON w.tenant_id = c.tenant_id AND w.id = c.workspace_id
WHERE c.id > :after
  AND (:search = '' OR LOWER(c.name) LIKE :search ESCAPE '!' OR LOWER(t.name) LIKE :search ESCAPE '!'
       OR c.kind LIKE :search ESCAPE '!')
ORDER BY c.id
LIMIT :limit;
