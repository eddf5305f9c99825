SELECT logo, logo_type FROM tenants WHERE id = :tenant AND logo IS NOT NULL
