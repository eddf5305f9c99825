INSERT INTO model_keys (tenant_id, owner, sealed_key, updated_at) VALUES (:tenant, :owner, :sealed_key, :now)
ON CONFLICT (tenant_id, owner) DO UPDATE SET sealed_key = excluded.sealed_key, updated_at = excluded.updated_at;
