SELECT id, workspace_id, title, created_at, updated_at
FROM agent_sessions
WHERE tenant_id = :tenant AND id = :id AND workspace_id = :workspace AND user_id = :user
