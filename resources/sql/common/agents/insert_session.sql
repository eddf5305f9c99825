INSERT INTO agent_sessions (tenant_id, id, workspace_id, user_id, title, created_at, updated_at)
VALUES (:tenant, :id, :workspace, :user, :title, :now, :now)
