SELECT id, workspace_id, user_id, at, answered, row_count, ms
FROM usage_events
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
