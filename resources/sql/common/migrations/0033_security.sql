-- From which addresses an organisation lets its people and keys in; empty: from everywhere.
CREATE TABLE tenant_security (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    allowed_ranges TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id)
);
