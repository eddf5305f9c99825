SELECT COUNT(*) AS calls, COALESCE(MAX(model), '') AS model, COALESCE(SUM(input_tokens), 0) AS input_tokens,
       COALESCE(SUM(output_tokens), 0) AS output_tokens, COALESCE(SUM(cost_micros), 0) AS cost_micros
FROM model_calls
WHERE tenant_id = :tenant AND message_id = :message
