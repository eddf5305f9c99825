UPDATE tenants
SET name = :name, time_zone = :time_zone
WHERE id = :tenant
