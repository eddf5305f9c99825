SELECT COUNT(*) AS workspaces
FROM workspaces
WHERE tenant_id = :tenant
