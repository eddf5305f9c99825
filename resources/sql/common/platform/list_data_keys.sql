-- platform: a new master key wraps the data keys of all organisations anew
SELECT tenant_id, wrapped_key FROM data_keys WHERE tenant_id > :after ORDER BY tenant_id LIMIT 500;
