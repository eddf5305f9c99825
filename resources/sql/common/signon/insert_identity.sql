INSERT INTO signon_identities (tenant_id, provider_id, issuer, subject, user_id, created_at, last_used_at)
VALUES (:tenant, :provider, :issuer, :subject, :user, :now, :now)
