SELECT kind, plan_id, cadence, begin_at, end_at, currency, price
FROM invoice_lines WHERE tenant_id = :tenant AND begin_at <= :at AND end_at > :at;
