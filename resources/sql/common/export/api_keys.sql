SELECT id, workspace_id, user_id, name, prefix, created_at, revoked_at, scopes, expires_at, per_minute, last_used_at
FROM api_keys
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
