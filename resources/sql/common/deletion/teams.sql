DELETE FROM teams WHERE tenant_id = :tenant
