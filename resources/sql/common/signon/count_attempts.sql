SELECT COUNT(*) AS number FROM signon_attempts WHERE tenant_id = :tenant
