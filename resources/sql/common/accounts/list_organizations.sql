-- platform: a person sees all organisations they belong to
SELECT t.id, t.name, t.slug, m.role
FROM memberships m
JOIN tenants t ON t.id = m.tenant_id
WHERE m.user_id = :user
ORDER BY m.joined_at, t.id
LIMIT 200;
