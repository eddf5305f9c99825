SELECT u.id, u.email
FROM memberships m
JOIN users u ON u.id = m.user_id
WHERE m.tenant_id = :tenant AND LOWER(u.email) = :email
