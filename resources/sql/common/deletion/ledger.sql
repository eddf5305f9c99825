DELETE FROM ledger WHERE tenant_id = :tenant
