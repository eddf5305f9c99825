SELECT u.id, u.email, u.full_name, m.role, m.joined_at, m.last_seen_at, m.department, m.job_title, m.allowed,
       m.denied
FROM memberships m
JOIN users u ON u.id = m.user_id
WHERE m.tenant_id = :tenant AND m.user_id = :user
