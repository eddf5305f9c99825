-- What organisations call things in their databases; every save is a row, the newest is in use.
CREATE TABLE vocabulary_revisions (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    revision BIGINT NOT NULL,
    content BLOB NOT NULL,
    author TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    note TEXT NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, revision),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id) ON DELETE CASCADE
);
