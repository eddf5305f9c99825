SELECT COALESCE(SUM(input_tokens + output_tokens), 0) AS tokens
FROM model_calls WHERE tenant_id = :tenant AND created_at >= :since;
