SELECT u.email
FROM memberships m
JOIN users u ON u.id = m.user_id
WHERE m.tenant_id = :tenant AND m.user_id = :owner
