SELECT w.id, w.name, w.archived_at,
       (SELECT COUNT(*) FROM connections c WHERE c.tenant_id = w.tenant_id AND c.workspace_id = w.id) AS connections
FROM workspaces w
WHERE w.tenant_id = :tenant
ORDER BY w.created_at, w.id
LIMIT :limit;
