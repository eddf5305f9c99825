-- What each agent was asked, in quarters of an hour as usage_buckets, whose rows count the same questions by everything
-- else. Sums stay when an agent goes.
CREATE TABLE usage_agents (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    at BIGINT NOT NULL,
    agent_id TEXT NOT NULL,
    questions BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    ms BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, at, agent_id)
);
