SELECT id, name, prefix, user_id, created_at, scopes, expires_at, per_minute, last_used_at
FROM api_keys
WHERE tenant_id = :tenant AND workspace_id = :workspace AND revoked_at IS NULL AND id < :before
ORDER BY id DESC
LIMIT :limit;
