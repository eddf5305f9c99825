DELETE FROM schema_cache WHERE tenant_id = :tenant
