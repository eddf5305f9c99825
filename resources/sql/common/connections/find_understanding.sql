SELECT understanding FROM schema_cache WHERE tenant_id = :tenant AND connection_id = :id
