-- One row a question. Days are counted when reading, in the organisation's time zone.
CREATE TABLE usage_events (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    workspace_id TEXT,
    user_id TEXT,
    at INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    ms INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX usage_events_by_time ON usage_events (tenant_id, at);
