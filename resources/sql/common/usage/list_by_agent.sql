SELECT usage_agents.agent_id AS id, MAX(COALESCE(agents.name, '')) AS name, MAX(COALESCE(workspaces.name, '')) AS detail, SUM(questions) AS questions,
       SUM(answered) AS answered, SUM(row_count) AS rows_returned, SUM(ms) AS answered_ms,
       SUM(input_tokens) AS input_tokens, SUM(output_tokens) AS output_tokens, SUM(cost_micros) AS cost_micros,
       MAX(usage_agents.at) AS last_at
FROM usage_agents
LEFT JOIN agents ON agents.tenant_id = usage_agents.tenant_id AND agents.id = usage_agents.agent_id
LEFT JOIN workspaces ON workspaces.tenant_id = agents.tenant_id AND workspaces.id = agents.workspace_id
WHERE usage_agents.tenant_id = :tenant AND usage_agents.at >= :begin AND usage_agents.at < :end
GROUP BY usage_agents.agent_id
ORDER BY questions DESC, input_tokens DESC, id
LIMIT :limit
