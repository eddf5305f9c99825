INSERT INTO dashboards (tenant_id, id, workspace_id, user_id, name, visibility, refresh_minutes, created_at, updated_at)
VALUES (:tenant, :id, :workspace, :user, :name, :visibility, :refresh_minutes, :now, :now)
