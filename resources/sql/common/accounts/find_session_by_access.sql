-- platform: the token tells which organisation it is for
SELECT s.tenant_id, s.id, s.user_id, s.access_expires_at, s.last_seen_at, m.role, m.allowed, m.denied, o.status,
       o.status_reason, u.is_operator, s.operator_id, s.operator_reason, s.provider_id, p.email AS operator_email
FROM sessions s
JOIN memberships m ON m.tenant_id = s.tenant_id AND m.user_id = s.user_id
JOIN tenants o ON o.id = s.tenant_id
JOIN users u ON u.id = s.user_id
LEFT JOIN users p ON p.id = s.operator_id AND p.is_operator = 1
WHERE s.access_hash = :hash AND s.revoked_at IS NULL AND s.access_expires_at > :now
  AND (s.operator_id IS NULL OR (p.id IS NOT NULL AND u.is_operator = 0));
