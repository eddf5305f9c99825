SELECT number, at, kind, plan_id, cadence, detail, currency
FROM billing_events
WHERE tenant_id = :tenant
ORDER BY number
LIMIT :limit
