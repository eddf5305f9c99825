UPDATE signon_providers
SET name = :name, issuer = :issuer, client_id = :client_id, scopes = :scopes, domains = :domains,
    groups_claim = :groups_claim, group_roles = :group_roles, default_role = :default_role,
    makes_accounts = :makes_accounts, passwords_allowed = :passwords_allowed, active = :active,
    highest_role = :highest_role, updated_at = :now
WHERE tenant_id = :tenant AND id = :id
