UPDATE tenants SET domain_confirmed = 1 WHERE id = :tenant AND custom_domain = :domain
