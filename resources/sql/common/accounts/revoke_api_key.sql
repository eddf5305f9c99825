UPDATE api_keys
SET revoked_at = :now
WHERE tenant_id = :tenant AND workspace_id = :workspace AND id = :id AND revoked_at IS NULL;
