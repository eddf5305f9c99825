DELETE FROM workflows WHERE tenant_id = :tenant
