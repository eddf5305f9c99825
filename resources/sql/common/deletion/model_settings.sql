DELETE FROM model_settings WHERE tenant_id = :tenant
