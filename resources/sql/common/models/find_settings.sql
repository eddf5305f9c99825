SELECT mode, protocol, base_url, api_version, model, embedding_model, samples, masked, user_keys, monthly_tokens
FROM model_settings WHERE tenant_id = :tenant;
