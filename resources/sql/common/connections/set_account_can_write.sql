UPDATE connections SET account_can_write = :account_can_write WHERE tenant_id = :tenant AND id = :id
