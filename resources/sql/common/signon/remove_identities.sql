DELETE FROM signon_identities WHERE tenant_id = :tenant AND provider_id = :provider
