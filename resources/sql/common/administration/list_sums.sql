-- platform: the operator's overview adds up what all organisations used
SELECT at, SUM(questions) AS questions, SUM(answered) AS answered, SUM(row_count) AS rows_returned,
       SUM(ms) AS answered_ms, SUM(input_tokens) AS input_tokens, SUM(output_tokens) AS output_tokens,
       SUM(cost_micros) AS cost_micros
FROM usage_buckets
WHERE at >= :begin AND at < :end
GROUP BY at
ORDER BY at;
