UPDATE tenants
SET name = :name, time_zone = :time_zone, primary_color = :primary_color, accent_color = :accent_color,
    domain_confirmed = CASE WHEN custom_domain = :custom_domain THEN domain_confirmed ELSE 0 END,
    custom_domain = :custom_domain
WHERE id = :tenant
