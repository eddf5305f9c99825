DELETE FROM tenant_security WHERE tenant_id = :tenant
