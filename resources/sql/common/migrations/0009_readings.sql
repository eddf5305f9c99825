-- How a connection is read: which part of it, how the stages of its last reading went, and
-- what that found to be different. read_again: 0 what changed, 1 the catalogue at least, 2 everything.
CREATE TABLE readings (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    selection TEXT,
    stages TEXT,
    drift TEXT,
    read_again INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, connection_id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id) ON DELETE CASCADE
);
