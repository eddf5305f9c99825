SELECT id, workspace_id, name, kind, display_url, stage, onboarded_at,
       EXISTS (SELECT 1 FROM schema_cache WHERE schema_cache.tenant_id = connections.tenant_id AND schema_cache.connection_id = connections.id) AS askable
FROM connections
WHERE tenant_id = :tenant
  AND EXISTS (SELECT 1 FROM workspaces w
              WHERE w.tenant_id = connections.tenant_id AND w.id = connections.workspace_id AND w.archived_at IS NULL)
  AND (:anywhere = 1 OR workspace_id = :workspace)
ORDER BY name
LIMIT :limit
