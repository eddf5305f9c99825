DELETE FROM entities WHERE tenant_id = :tenant
