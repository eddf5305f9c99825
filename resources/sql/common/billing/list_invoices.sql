SELECT id, series, number, issued_at, due_at, currency, net, tax, gross, credit_used, paid, credited, open_amount,
       tax_basis_points, tax_inclusive, seller, buyer, note, credits_invoice
FROM invoices
WHERE tenant_id = :tenant AND (issued_at < :before_at OR (issued_at = :before_at AND id < :before_id))
ORDER BY issued_at DESC, id DESC
LIMIT :limit;
