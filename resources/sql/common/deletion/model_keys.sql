DELETE FROM model_keys WHERE tenant_id = :tenant
