DELETE FROM signon_providers WHERE tenant_id = :tenant AND id = :id
