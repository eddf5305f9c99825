INSERT INTO model_settings (tenant_id, mode, protocol, base_url, api_version, model, embedding_model, samples, masked, user_keys,
    monthly_tokens, updated_at)
VALUES (:tenant, :mode, :protocol, :base_url, :api_version, :model, :embedding_model, :samples, :masked, :user_keys, :monthly_tokens, :now)
ON CONFLICT (tenant_id) DO UPDATE SET mode = excluded.mode, protocol = excluded.protocol, base_url = excluded.base_url,
    api_version = excluded.api_version, model = excluded.model,
    embedding_model = excluded.embedding_model, samples = excluded.samples, masked = excluded.masked,
    user_keys = excluded.user_keys, monthly_tokens = excluded.monthly_tokens, updated_at = excluded.updated_at;
