DELETE FROM tenants WHERE id = :tenant
