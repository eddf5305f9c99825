UPDATE invoices SET paid = paid + :paid, credited = credited + :credited, open_amount = open_amount - :taken
WHERE tenant_id = :tenant AND id = :id;
