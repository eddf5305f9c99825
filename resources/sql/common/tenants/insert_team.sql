INSERT INTO teams (tenant_id, id, name, created_at)
VALUES (:tenant, :id, :name, :now)
