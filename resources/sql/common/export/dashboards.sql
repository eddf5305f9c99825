SELECT id, workspace_id, user_id, name, visibility, refresh_minutes, created_at, updated_at
FROM dashboards
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
