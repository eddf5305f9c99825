DELETE FROM model_calls WHERE tenant_id = :tenant
