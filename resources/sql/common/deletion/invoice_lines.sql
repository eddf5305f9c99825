DELETE FROM invoice_lines WHERE tenant_id = :tenant
