INSERT INTO data_keys (tenant_id, wrapped_key, created_at)
VALUES (:tenant, :wrapped_key, :now)
ON CONFLICT (tenant_id) DO NOTHING;
