SELECT reference, invoice_id, currency, amount, method, received_at
FROM payments
WHERE tenant_id = :tenant
ORDER BY reference
LIMIT :limit
