SELECT name, time_zone, status FROM tenants WHERE id = :tenant;
