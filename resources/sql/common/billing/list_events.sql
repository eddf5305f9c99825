SELECT number, at, kind, plan_id, cadence, detail
FROM billing_events WHERE tenant_id = :tenant AND number < :before ORDER BY number DESC LIMIT :limit;
