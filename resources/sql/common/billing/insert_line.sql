INSERT INTO invoice_lines (tenant_id, invoice_id, position, kind, description, plan_id, cadence, begin_at, end_at,
    currency, price, net, tax, gross)
VALUES (:tenant, :invoice, :position, :kind, :description, :plan_id, :cadence, :begin_at, :end_at, :currency, :price,
    :net, :tax, :gross);
