DELETE FROM signon_attempts WHERE tenant_id = :tenant AND expires_at <= :now
