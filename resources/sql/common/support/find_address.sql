SELECT u.email
FROM tickets t
JOIN memberships m ON m.tenant_id = t.tenant_id AND m.user_id = t.opened_by
JOIN users u ON u.id = m.user_id
WHERE t.tenant_id = :tenant AND t.id = :id
