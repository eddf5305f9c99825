-- Who did what, when, from where. Rows are only ever added.
CREATE TABLE audit (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    user_id TEXT,
    api_key_id TEXT,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    outcome TEXT NOT NULL,
    address TEXT NOT NULL,
    client TEXT NOT NULL,
    sql_text TEXT,
    PRIMARY KEY (tenant_id, id)
);
