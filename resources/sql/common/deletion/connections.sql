DELETE FROM connections WHERE tenant_id = :tenant
