-- Invitations into an organisation. The token is kept as a hash; it works once.
CREATE TABLE invitations (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    email TEXT,
    role TEXT NOT NULL,
    team_id TEXT,
    invited_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    accepted_at BIGINT,
    accepted_by TEXT,
    revoked_at BIGINT,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX invitations_by_token ON invitations (token_hash);

-- A workspace that is put away: its databases are not offered for questions, and none is added.
ALTER TABLE workspaces ADD COLUMN archived_at BIGINT;
