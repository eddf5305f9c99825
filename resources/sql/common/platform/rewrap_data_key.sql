UPDATE data_keys SET wrapped_key = :wrapped_key WHERE tenant_id = :tenant;
