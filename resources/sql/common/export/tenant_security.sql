SELECT allowed_ranges, updated_at
FROM tenant_security
WHERE tenant_id = :tenant
LIMIT :limit
