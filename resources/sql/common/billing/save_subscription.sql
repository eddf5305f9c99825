INSERT INTO subscriptions (tenant_id, state, plan_id, cadence, currency, price, anchor, time_zone, period_number,
    period_begin, period_end, cancels, next_plan_id, next_cadence, past_due_since, due_at)
VALUES (:tenant, :state, :plan_id, :cadence, :currency, :price, :anchor, :time_zone, :period_number, :period_begin,
    :period_end, :cancels, :next_plan_id, :next_cadence, :past_due_since, :due_at)
ON CONFLICT (tenant_id) DO UPDATE SET state = excluded.state, plan_id = excluded.plan_id, cadence = excluded.cadence,
    currency = excluded.currency, price = excluded.price, anchor = excluded.anchor, time_zone = excluded.time_zone,
    period_number = excluded.period_number, period_begin = excluded.period_begin, period_end = excluded.period_end,
    cancels = excluded.cancels, next_plan_id = excluded.next_plan_id, next_cadence = excluded.next_cadence,
    past_due_since = excluded.past_due_since, due_at = excluded.due_at;
