SELECT id, series, number, issued_at, due_at, currency, net, tax, gross, credit_used, paid, credited, open_amount,
       tax_basis_points, tax_inclusive, seller, buyer, note, credits_invoice
FROM invoices
WHERE tenant_id = :tenant
ORDER BY issued_at, id
LIMIT :limit
