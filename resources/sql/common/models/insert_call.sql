INSERT INTO model_calls (tenant_id, id, message_id, user_id, host, address, model, sealed_prompt, tables, columns,
    sampled_columns, sampled_values, bytes_sent, bytes_received, input_tokens, output_tokens, cost_micros, outcome,
    created_at)
VALUES (:tenant, :id, :message, :user, :host, :address, :model, :sealed_prompt, :tables, :columns, :sampled_columns,
    :sampled_values, :bytes_sent, :bytes_received, :input_tokens, :output_tokens, :cost_micros, :outcome, :now);
