SELECT COALESCE(MAX(users.email), '') AS person, COALESCE(MAX(workspaces.name), '') AS workspace,
       COALESCE(MAX(api_keys.name), '') AS api_key, usage_buckets.model, SUM(questions) AS questions,
       SUM(answered) AS answered, SUM(row_count) AS rows_returned, SUM(ms) AS answered_ms,
       SUM(input_tokens) AS input_tokens, SUM(output_tokens) AS output_tokens, SUM(cost_micros) AS cost_micros
FROM usage_buckets
LEFT JOIN users ON users.id = usage_buckets.user_id
LEFT JOIN workspaces ON workspaces.tenant_id = :tenant AND workspaces.id = usage_buckets.workspace_id
LEFT JOIN api_keys ON api_keys.tenant_id = :tenant AND api_keys.id = usage_buckets.api_key_id
WHERE usage_buckets.tenant_id = :tenant AND usage_buckets.at >= :begin AND usage_buckets.at < :end
GROUP BY usage_buckets.user_id, usage_buckets.workspace_id, usage_buckets.api_key_id, usage_buckets.model
ORDER BY person, workspace, api_key, usage_buckets.model
LIMIT :limit
