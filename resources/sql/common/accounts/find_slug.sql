-- platform: slugs are unique among all organisations
SELECT id FROM tenants WHERE slug = :slug;
