-- Single sign-on. Providers are an organisation's own; an identity is what a provider calls one of its people, which
-- is never told by an address alone. An attempt is a sign-in under way, of some minutes.
CREATE TABLE signon_providers (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    issuer TEXT NOT NULL,
    client_id TEXT NOT NULL,
    sealed_secret BLOB,
    scopes TEXT NOT NULL,
    domains TEXT NOT NULL,
    groups_claim TEXT NOT NULL,
    group_roles TEXT NOT NULL,
    default_role TEXT NOT NULL,
    makes_accounts INTEGER NOT NULL,
    passwords_allowed INTEGER NOT NULL,
    active INTEGER NOT NULL,
    highest_role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE signon_identities (
    tenant_id TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, provider_id, issuer, subject),
    FOREIGN KEY (tenant_id, provider_id) REFERENCES signon_providers (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE signon_attempts (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    state_hash TEXT NOT NULL,
    challenge TEXT NOT NULL,
    port INTEGER NOT NULL,
    step TEXT NOT NULL,
    sealed BLOB NOT NULL,
    code_hash TEXT,
    problem TEXT,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, provider_id) REFERENCES signon_providers (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX signon_attempts_by_state ON signon_attempts (state_hash);
CREATE INDEX signon_attempts_by_challenge ON signon_attempts (challenge);

-- Of a sign-in by a provider: it is good for this organisation, and for nothing beyond.
ALTER TABLE sessions ADD COLUMN provider_id TEXT;
