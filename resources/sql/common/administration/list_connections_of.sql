SELECT c.id, c.tenant_id, '' AS organization, w.name AS workspace, c.name, c.kind, c.stage,
       COALESCE(c.health_state, 'unknown') AS health, COALESCE(c.table_count, 0) AS table_count, c.account_can_write,
       c.created_at, c.onboarded_at
FROM connections c
JOIN workspaces w ON w.tenant_id = c.tenant_id AND w.id = c.workspace_id
WHERE c.tenant_id = :tenant
ORDER BY c.name, c.id
LIMIT :limit;
