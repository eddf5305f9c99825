DELETE FROM billing_addresses WHERE tenant_id = :tenant
