DELETE FROM model_savings WHERE tenant_id = :tenant
