INSERT INTO usage_agents (tenant_id, at, agent_id, questions, answered, row_count, ms, input_tokens, output_tokens, cost_micros)
VALUES (:tenant, :at, :agent, :questions, :answered, :rows, :ms, :input_tokens, :output_tokens, :cost)
ON CONFLICT (tenant_id, at, agent_id) DO UPDATE SET
    questions = usage_agents.questions + excluded.questions,
    answered = usage_agents.answered + excluded.answered,
    row_count = usage_agents.row_count + excluded.row_count,
    ms = usage_agents.ms + excluded.ms,
    input_tokens = usage_agents.input_tokens + excluded.input_tokens,
    output_tokens = usage_agents.output_tokens + excluded.output_tokens,
    cost_micros = usage_agents.cost_micros + excluded.cost_micros
