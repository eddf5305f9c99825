-- A sign-in and what came of it by refreshing. Tokens are kept as hashes only.
CREATE TABLE sessions (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    access_hash TEXT NOT NULL,
    access_expires_at INTEGER NOT NULL,
    refresh_hash TEXT NOT NULL,
    refresh_expires_at INTEGER NOT NULL,
    client TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX sessions_by_access ON sessions (access_hash);
CREATE INDEX sessions_by_refresh ON sessions (refresh_hash);
CREATE INDEX sessions_by_user ON sessions (user_id);

-- Refresh tokens that were used already: seeing one again means that it was stolen.
CREATE TABLE used_refresh_tokens (
    tenant_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    refresh_hash TEXT NOT NULL,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, session_id, refresh_hash),
    FOREIGN KEY (tenant_id, session_id) REFERENCES sessions (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX used_refresh_tokens_by_hash ON used_refresh_tokens (refresh_hash);

CREATE TABLE api_keys (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, workspace_id) REFERENCES workspaces (tenant_id, id)
);
CREATE INDEX api_keys_by_hash ON api_keys (key_hash);
