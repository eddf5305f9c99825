SELECT allowed_ranges FROM tenant_security WHERE tenant_id = :tenant;
