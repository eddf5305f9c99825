SELECT user_id
FROM signon_identities
WHERE tenant_id = :tenant AND provider_id = :provider AND issuer = :issuer AND subject = :subject
