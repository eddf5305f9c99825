SELECT kind, description, plan_id, begin_at, end_at, currency, net, tax, gross
FROM invoice_lines WHERE tenant_id = :tenant AND invoice_id = :invoice ORDER BY position;
