DELETE FROM signon_attempts WHERE tenant_id = :tenant AND provider_id = :provider
