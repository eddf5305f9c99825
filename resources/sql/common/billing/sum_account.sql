SELECT COALESCE(SUM(amount), 0) AS amount
FROM ledger WHERE tenant_id = :tenant AND account = :account AND currency = :currency;
