INSERT INTO billing_events (tenant_id, number, at, kind, plan_id, cadence, detail, currency, revenue_before,
    revenue_after, movement)
VALUES (:tenant, :number, :at, :kind, :plan_id, :cadence, :detail, :currency, :revenue_before, :revenue_after,
    :movement);
