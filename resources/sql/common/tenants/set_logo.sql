UPDATE tenants SET logo = :logo, logo_type = :logo_type WHERE id = :tenant
