SELECT t.name, t.time_zone, t.status, COALESCE(a.address, '') AS address
FROM tenants t
LEFT JOIN billing_addresses a ON a.tenant_id = t.id
WHERE t.id = :tenant;
