DELETE FROM examples WHERE tenant_id = :tenant
