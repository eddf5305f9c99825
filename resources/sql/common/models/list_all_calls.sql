SELECT model_calls.id, COALESCE(users.email, '') AS person, host, address, model, tables, columns, sampled_columns,
       sampled_values, bytes_sent, bytes_received, input_tokens, output_tokens, cost_micros, outcome,
       model_calls.created_at
FROM model_calls
LEFT JOIN users ON users.id = model_calls.user_id
WHERE model_calls.tenant_id = :tenant
  AND (model_calls.created_at < :before OR (model_calls.created_at = :before AND model_calls.id < :before_id))
ORDER BY model_calls.created_at DESC, model_calls.id DESC
LIMIT :limit
