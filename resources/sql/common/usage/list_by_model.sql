SELECT usage_buckets.model AS id, MAX(usage_buckets.model) AS name, MAX('') AS detail, SUM(questions) AS questions,
       SUM(answered) AS answered, SUM(row_count) AS rows_returned, SUM(ms) AS answered_ms,
       SUM(input_tokens) AS input_tokens, SUM(output_tokens) AS output_tokens, SUM(cost_micros) AS cost_micros,
       MAX(usage_buckets.at) AS last_at
FROM usage_buckets
WHERE usage_buckets.tenant_id = :tenant AND usage_buckets.at >= :begin AND usage_buckets.at < :end
  AND usage_buckets.model <> ''
GROUP BY usage_buckets.model
ORDER BY questions DESC, input_tokens DESC, id
LIMIT :limit
