-- What an operator has set while the server runs: one row, as JSON.
CREATE TABLE server_settings (
    id TEXT NOT NULL PRIMARY KEY,
    settings TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- For what all organisations used together, which operators look at.
CREATE INDEX usage_buckets_by_time ON usage_buckets (at);
