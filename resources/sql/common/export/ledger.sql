SELECT entry, position, at, document, account, currency, amount
FROM ledger
WHERE tenant_id = :tenant
ORDER BY entry, position
LIMIT :limit
