SELECT a.id, a.at, a.user_id, u.email, a.action, a.target, a.outcome, a.address, a.client, a.sql_text
FROM audit a
LEFT JOIN memberships m ON m.tenant_id = a.tenant_id AND m.user_id = a.user_id
LEFT JOIN users u ON u.id = m.user_id
WHERE a.tenant_id = :tenant AND a.id < :before
ORDER BY a.id DESC
LIMIT :limit
