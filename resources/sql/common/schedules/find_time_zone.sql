SELECT time_zone FROM tenants WHERE id = :tenant
