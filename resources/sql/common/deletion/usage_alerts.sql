DELETE FROM usage_alerts WHERE tenant_id = :tenant
