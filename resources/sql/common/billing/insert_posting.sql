INSERT INTO ledger (tenant_id, entry, position, at, document, account, currency, amount)
VALUES (:tenant, :entry, :position, :now, :document, :account, :currency, :amount);
