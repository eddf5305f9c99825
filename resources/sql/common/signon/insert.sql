INSERT INTO signon_providers (tenant_id, id, name, issuer, client_id, scopes, domains, groups_claim, group_roles,
                              default_role, makes_accounts, passwords_allowed, active, highest_role, created_at,
                              updated_at)
VALUES (:tenant, :id, :name, :issuer, :client_id, :scopes, :domains, :groups_claim, :group_roles, :default_role,
        :makes_accounts, :passwords_allowed, :active, :highest_role, :now, :now)
