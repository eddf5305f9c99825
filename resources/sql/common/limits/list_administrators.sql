SELECT u.email
FROM memberships m
JOIN users u ON u.id = m.user_id
WHERE m.tenant_id = :tenant AND m.role IN ('owner', 'admin')
ORDER BY m.role DESC, u.email
LIMIT 20
