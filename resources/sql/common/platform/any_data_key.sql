-- platform: at start one wrapped key shows whether the master key is the right one
SELECT tenant_id, wrapped_key FROM data_keys ORDER BY created_at LIMIT 1;
