INSERT INTO billing_addresses (tenant_id, address, updated_at) VALUES (:tenant, :address, :now)
ON CONFLICT (tenant_id) DO UPDATE SET address = excluded.address, updated_at = excluded.updated_at;
