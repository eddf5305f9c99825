DELETE FROM data_keys WHERE tenant_id = :tenant
