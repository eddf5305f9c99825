DELETE FROM signon_providers WHERE tenant_id = :tenant
