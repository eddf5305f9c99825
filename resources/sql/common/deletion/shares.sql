DELETE FROM shares WHERE tenant_id = :tenant
