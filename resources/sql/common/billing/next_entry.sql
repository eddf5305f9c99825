SELECT COALESCE(MAX(entry), 0) + 1 AS entry FROM ledger WHERE tenant_id = :tenant;
