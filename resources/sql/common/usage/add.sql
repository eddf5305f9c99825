INSERT INTO usage_buckets (tenant_id, at, workspace_id, user_id, api_key_id, model, questions, answered, row_count, ms,
                           input_tokens, output_tokens, cost_micros)
VALUES (:tenant, :at, :workspace, :user, :api_key, :model, :questions, :answered, :rows, :ms, :input_tokens,
        :output_tokens, :cost)
ON CONFLICT (tenant_id, at, workspace_id, user_id, api_key_id, model) DO UPDATE SET
    questions = usage_buckets.questions + excluded.questions,
    answered = usage_buckets.answered + excluded.answered,
    row_count = usage_buckets.row_count + excluded.row_count,
    ms = usage_buckets.ms + excluded.ms,
    input_tokens = usage_buckets.input_tokens + excluded.input_tokens,
    output_tokens = usage_buckets.output_tokens + excluded.output_tokens,
    cost_micros = usage_buckets.cost_micros + excluded.cost_micros
