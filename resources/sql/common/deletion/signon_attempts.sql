DELETE FROM signon_attempts WHERE tenant_id = :tenant
