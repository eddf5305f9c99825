-- platform: the key tells which organisation it is for
SELECT k.tenant_id, k.id, k.user_id, k.workspace_id, k.scopes, k.expires_at, k.per_minute, k.last_used_at, m.role,
       m.allowed, m.denied, o.status, o.status_reason, u.is_operator
FROM api_keys k
JOIN memberships m ON m.tenant_id = k.tenant_id AND m.user_id = k.user_id
JOIN tenants o ON o.id = k.tenant_id
JOIN users u ON u.id = k.user_id
WHERE k.key_hash = :hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > :now);
