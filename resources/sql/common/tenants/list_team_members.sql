SELECT u.id, u.email, u.full_name
FROM team_members m
JOIN users u ON u.id = m.user_id
WHERE m.tenant_id = :tenant AND m.team_id = :id
ORDER BY u.email
