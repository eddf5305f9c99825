UPDATE api_keys SET last_used_at = :now WHERE tenant_id = :tenant AND id = :id;
