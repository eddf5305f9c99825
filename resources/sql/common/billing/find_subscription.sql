SELECT state, plan_id, cadence, currency, price, anchor, time_zone, period_number, period_begin, period_end, cancels,
       next_plan_id, next_cadence, past_due_since
FROM subscriptions WHERE tenant_id = :tenant;
