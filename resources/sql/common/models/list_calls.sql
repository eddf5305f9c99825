SELECT id, host, address, model, sealed_prompt, tables, columns, sampled_columns, sampled_values, bytes_sent,
    bytes_received, input_tokens, output_tokens, cost_micros, outcome, created_at
FROM model_calls WHERE tenant_id = :tenant AND message_id = :message ORDER BY created_at, id LIMIT 100;
