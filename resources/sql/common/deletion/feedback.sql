DELETE FROM feedback WHERE tenant_id = :tenant
