SELECT id, workspace_id, name, kind, display_url, stage, organization_kind, table_count, created_by, created_at, onboarded_at
FROM connections
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
