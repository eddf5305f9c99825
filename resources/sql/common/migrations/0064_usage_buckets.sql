-- Use is counted in quarters of an hour, which the days of every time zone are made of: reading a
-- month costs the same however much was asked, and another time zone moves what was there before.
CREATE TABLE usage_buckets (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    at BIGINT NOT NULL,
    workspace_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    api_key_id TEXT NOT NULL,
    model TEXT NOT NULL,
    questions BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    ms BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, at, workspace_id, user_id, api_key_id, model)
);

INSERT INTO usage_buckets (tenant_id, at, workspace_id, user_id, api_key_id, model, questions, answered, row_count, ms,
                           input_tokens, output_tokens, cost_micros)
SELECT tenant_id, at - at % 900000, COALESCE(workspace_id, ''), COALESCE(user_id, ''), '', '', COUNT(*),
       SUM(answered), SUM(row_count), SUM(answered * ms), 0, 0, 0
FROM usage_events
GROUP BY tenant_id, at - at % 900000, COALESCE(workspace_id, ''), COALESCE(user_id, '');

DROP TABLE usage_events;
