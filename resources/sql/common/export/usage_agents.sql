SELECT at, agent_id, questions, answered, row_count, ms, input_tokens, output_tokens, cost_micros
FROM usage_agents
WHERE tenant_id = :tenant
ORDER BY at, agent_id
LIMIT :limit
