SELECT COUNT(*) AS keys FROM api_keys WHERE tenant_id = :tenant AND revoked_at IS NULL;
