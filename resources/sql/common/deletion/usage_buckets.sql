DELETE FROM usage_buckets WHERE tenant_id = :tenant
