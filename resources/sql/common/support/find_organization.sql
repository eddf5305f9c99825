SELECT name FROM tenants WHERE id = :tenant
