DELETE FROM signon_identities WHERE tenant_id = :tenant
