SELECT u.id, u.email, u.full_name, u.is_operator, m.role, t.name, t.slug, t.status, t.status_reason
FROM memberships m
JOIN users u ON u.id = m.user_id
JOIN tenants t ON t.id = m.tenant_id
WHERE m.tenant_id = :tenant AND m.user_id = :user;
