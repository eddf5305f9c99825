-- platform: whoever is about to sign in belongs to no organisation yet
SELECT id, name, slug FROM tenants WHERE slug = :slug AND status = 'active';
