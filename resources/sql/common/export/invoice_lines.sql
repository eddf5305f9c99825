SELECT invoice_id, position, kind, description, plan_id, cadence, begin_at, end_at, currency, net, tax, gross
FROM invoice_lines
WHERE tenant_id = :tenant
ORDER BY invoice_id, position
LIMIT :limit
