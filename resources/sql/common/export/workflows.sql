SELECT id, workspace_id, owner_id, name, description, definition, visibility, state, paused_because, next_at, last_run_id, last_at, last_state, last_detail, failures, created_at, updated_at
FROM workflows
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
