INSERT INTO streams (tenant_id, id, created_at)
VALUES (:tenant, :id, :now)
ON CONFLICT (tenant_id, id) DO NOTHING;
