SELECT id, message_id, user_id, host, address, model, tables, columns, sampled_columns, sampled_values, bytes_sent,
    bytes_received, input_tokens, output_tokens, cost_micros, outcome, created_at
FROM model_calls
WHERE tenant_id = :tenant
ORDER BY created_at, id
LIMIT :limit
