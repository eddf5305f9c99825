-- The audit records of an organisation form a chain: each carries its number and a hash over
-- the record before it and itself. Records that were there before have neither.
ALTER TABLE audit ADD COLUMN seq BIGINT;
ALTER TABLE audit ADD COLUMN rule_text TEXT;
ALTER TABLE audit ADD COLUMN hash TEXT;
CREATE UNIQUE INDEX audit_by_seq ON audit (tenant_id, seq);
CREATE INDEX audit_by_time ON audit (tenant_id, at);

-- Where each chain begins (after what retention deleted) and ends, signed with a key that is
-- not in the database.
CREATE TABLE audit_chains (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    head_seq BIGINT NOT NULL,
    head_hash TEXT NOT NULL,
    checkpoint_seq BIGINT NOT NULL,
    checkpoint_hash TEXT NOT NULL,
    checkpoint_at BIGINT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (tenant_id)
);
