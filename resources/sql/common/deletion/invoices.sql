DELETE FROM invoices WHERE tenant_id = :tenant
