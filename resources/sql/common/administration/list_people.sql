SELECT u.id, u.email, u.full_name, u.is_operator, m.role, m.joined_at, m.last_seen_at
FROM memberships m
JOIN users u ON u.id = m.user_id
WHERE m.tenant_id = :tenant
ORDER BY u.email
LIMIT :limit;
