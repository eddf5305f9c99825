SELECT invoice_id, amount FROM payments WHERE tenant_id = :tenant AND reference = :reference;
