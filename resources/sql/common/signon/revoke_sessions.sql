UPDATE sessions SET revoked_at = :now
WHERE tenant_id = :tenant AND provider_id = :provider AND revoked_at IS NULL
