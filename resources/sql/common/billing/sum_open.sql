SELECT COALESCE(SUM(open_amount), 0) AS open_amount, MIN(due_at) AS oldest_due
FROM invoices WHERE tenant_id = :tenant AND open_amount > 0;
