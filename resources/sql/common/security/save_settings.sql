INSERT INTO tenant_security (tenant_id, allowed_ranges, updated_at)
VALUES (:tenant, :ranges, :now)
ON CONFLICT (tenant_id) DO UPDATE SET allowed_ranges = excluded.allowed_ranges, updated_at = excluded.updated_at;
