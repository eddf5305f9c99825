SELECT t.id, t.name, t.slug, m.role
FROM memberships m
JOIN tenants t ON t.id = m.tenant_id
WHERE m.tenant_id = :tenant AND m.user_id = :user AND t.id > :after
