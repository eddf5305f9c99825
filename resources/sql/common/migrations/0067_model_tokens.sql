-- The tokens of a month are summed before a model is asked: from the index alone, never from the rows with their prompts.
CREATE INDEX model_calls_tokens ON model_calls (tenant_id, created_at, input_tokens, output_tokens);
DROP INDEX model_calls_by_time;
