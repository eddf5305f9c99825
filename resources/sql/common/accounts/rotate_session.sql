UPDATE sessions
SET access_hash = :access_hash, access_expires_at = :access_expires_at, refresh_hash = :refresh_hash,
    refresh_expires_at = :refresh_expires_at
WHERE tenant_id = :tenant AND id = :id;
