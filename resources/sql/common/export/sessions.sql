SELECT id, user_id, client, address, created_at, revoked_at, last_seen_at, operator_id, operator_reason
FROM sessions
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
