INSERT INTO payments (tenant_id, reference, invoice_id, currency, amount, method, received_at, recorded_by)
VALUES (:tenant, :reference, :invoice, :currency, :amount, :method, :now, :by);
