UPDATE api_keys SET revoked_at = :now WHERE tenant_id = :tenant AND user_id = :user AND revoked_at IS NULL
