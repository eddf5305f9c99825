-- Which language model helps an organisation, and on what terms.
CREATE TABLE model_settings (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    mode TEXT NOT NULL,
    protocol TEXT NOT NULL,
    base_url TEXT NOT NULL,
    api_version TEXT NOT NULL,
    model TEXT NOT NULL,
    samples INTEGER NOT NULL,
    masked TEXT NOT NULL,
    user_keys INTEGER NOT NULL,
    monthly_tokens BIGINT,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id)
);

-- Keys of providers, sealed: one of the organisation (owner is empty), one of each who has their own.
CREATE TABLE model_keys (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    owner TEXT NOT NULL,
    sealed_key BLOB NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, owner)
);

-- What left the machine for an answer: one row for each request to a model. The prompt is sealed.
CREATE TABLE model_calls (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    host TEXT NOT NULL,
    address TEXT NOT NULL,
    model TEXT NOT NULL,
    sealed_prompt BLOB NOT NULL,
    tables TEXT NOT NULL,
    columns BIGINT NOT NULL,
    sampled_columns TEXT NOT NULL,
    sampled_values BIGINT NOT NULL,
    bytes_sent BIGINT NOT NULL,
    bytes_received BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    cost_micros BIGINT,
    outcome TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX model_calls_of_message ON model_calls (tenant_id, message_id);
CREATE INDEX model_calls_by_time ON model_calls (tenant_id, created_at);

-- Questions of a month that needed no model although one was set up.
CREATE TABLE model_savings (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    month TEXT NOT NULL,
    questions BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, month)
);
