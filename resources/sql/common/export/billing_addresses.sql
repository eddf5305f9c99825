SELECT address, updated_at
FROM billing_addresses
WHERE tenant_id = :tenant
ORDER BY tenant_id
LIMIT :limit
