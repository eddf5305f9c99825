SELECT id, name, issuer, client_id, scopes, domains, groups_claim, group_roles, default_role, makes_accounts,
       passwords_allowed, active, highest_role, created_at, updated_at
FROM signon_providers
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
