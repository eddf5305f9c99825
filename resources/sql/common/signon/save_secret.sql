UPDATE signon_providers SET sealed_secret = :sealed, updated_at = :now WHERE tenant_id = :tenant AND id = :id
