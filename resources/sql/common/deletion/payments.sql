DELETE FROM payments WHERE tenant_id = :tenant
