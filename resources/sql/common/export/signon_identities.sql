SELECT provider_id, issuer, subject, user_id, created_at, last_used_at
FROM signon_identities
WHERE tenant_id = :tenant
ORDER BY provider_id, issuer, subject
LIMIT :limit
