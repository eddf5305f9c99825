INSERT INTO workspaces (tenant_id, id, name, is_default, created_at)
VALUES (:tenant, :id, :name, 1, :now);
