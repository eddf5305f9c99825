DELETE FROM usage_events WHERE tenant_id = :tenant
