UPDATE signon_identities SET last_used_at = :now
WHERE tenant_id = :tenant AND provider_id = :provider AND issuer = :issuer AND subject = :subject
