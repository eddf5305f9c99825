SELECT wrapped_key FROM data_keys WHERE tenant_id = :tenant;
