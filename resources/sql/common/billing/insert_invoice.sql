INSERT INTO invoices (tenant_id, id, series, number, issued_at, due_at, currency, net, tax, gross, credit_used, paid,
    credited, open_amount, tax_basis_points, tax_inclusive, seller, buyer, note, credits_invoice)
VALUES (:tenant, :id, :series, :number, :now, :due_at, :currency, :net, :tax, :gross, :credit_used, 0, 0, :open_amount,
    :tax_basis_points, :tax_inclusive, :seller, :buyer, :note, :credits_invoice);
