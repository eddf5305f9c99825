SELECT id, name, slug, time_zone, status, status_reason, primary_color, accent_color, logo, logo_type, custom_domain, created_at
FROM tenants
WHERE id = :tenant
LIMIT :limit
