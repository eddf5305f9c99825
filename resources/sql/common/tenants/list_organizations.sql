-- platform: an account lists its own memberships, whichever organisation it is signed in to
SELECT t.id, t.name, t.slug, m.role
FROM memberships m
JOIN tenants t ON t.id = m.tenant_id
WHERE m.user_id = :user AND t.id > :after
ORDER BY t.id
LIMIT :limit
