SELECT at, workspace_id, user_id, api_key_id, model, questions, answered, row_count, ms, input_tokens, output_tokens,
       cost_micros
FROM usage_buckets
WHERE tenant_id = :tenant
ORDER BY at, workspace_id, user_id, api_key_id, model
LIMIT :limit
