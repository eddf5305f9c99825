SELECT id, workspace_id, user_id, title, created_at, updated_at
FROM agent_sessions
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
