INSERT INTO schema_cache (tenant_id, connection_id, understanding, updated_at)
VALUES (:tenant, :id, :understanding, :now)
ON CONFLICT (tenant_id, connection_id) DO UPDATE SET understanding = excluded.understanding, updated_at = excluded.updated_at
