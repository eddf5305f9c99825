-- platform: a visitor's host name tells the organisation before anybody is signed in
SELECT id, name, slug, primary_color, accent_color, logo, logo_type
FROM tenants
WHERE slug = :slug AND status = 'active';
