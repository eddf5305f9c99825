SELECT mode, protocol, base_url, api_version, model, samples, masked, user_keys, monthly_tokens, updated_at
FROM model_settings
WHERE tenant_id = :tenant
LIMIT :limit
