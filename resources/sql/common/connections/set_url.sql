UPDATE connections
SET kind = :kind, sealed_url = :sealed_url, display_url = :display_url, account_can_write = :account_can_write, health_state = NULL
WHERE tenant_id = :tenant AND id = :id
