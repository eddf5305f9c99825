DELETE FROM usage_counters WHERE tenant_id = :tenant
