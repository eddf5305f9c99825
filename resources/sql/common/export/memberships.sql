SELECT m.user_id, u.email, u.full_name, m.role, m.allowed, m.denied, m.department, m.job_title, m.joined_at, m.last_seen_at
FROM memberships m
JOIN users u ON u.id = m.user_id
WHERE m.tenant_id = :tenant
ORDER BY m.user_id
LIMIT :limit
