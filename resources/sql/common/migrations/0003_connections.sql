-- Target databases that organisations connected, and what was understood of them.
CREATE TABLE connections (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    sealed_url BLOB NOT NULL,
    display_url TEXT NOT NULL,
    account_can_write INTEGER,
    stage TEXT NOT NULL,
    stage_done INTEGER NOT NULL,
    stage_total INTEGER NOT NULL,
    stage_detail TEXT NOT NULL,
    stream_id TEXT,
    job_id TEXT,
    organization_kind TEXT,
    table_count INTEGER,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    onboarded_at INTEGER,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, workspace_id, name),
    FOREIGN KEY (tenant_id, workspace_id) REFERENCES workspaces (tenant_id, id)
);

-- What onboarding learned, whole; the copies in memory are caches of it.
CREATE TABLE schema_cache (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    understanding BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, connection_id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id) ON DELETE CASCADE
);

-- Questions with queries that were executed before they were kept.
CREATE TABLE examples (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    question TEXT NOT NULL,
    sql TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, position),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id) ON DELETE CASCADE
);
