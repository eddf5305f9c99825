-- What is sold: each plan as JSON. Operators change it.
CREATE TABLE plans (
    id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    definition TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- One row, as JSON, once an operator has set something.
CREATE TABLE billing_settings (
    id TEXT NOT NULL PRIMARY KEY,
    settings TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Invoices and credit notes are counted over the whole platform, each in its series and without
-- gaps. What was issued stays here when an organisation is deleted with its own rows.
CREATE TABLE document_counters (
    series TEXT NOT NULL PRIMARY KEY,
    last_number BIGINT NOT NULL
);
CREATE TABLE documents (
    series TEXT NOT NULL,
    number BIGINT NOT NULL,
    issued_at BIGINT NOT NULL,
    currency TEXT NOT NULL,
    net BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    gross BIGINT NOT NULL,
    PRIMARY KEY (series, number)
);

-- Organisations without a row have Self-hosted. due_at: when something happens by itself next.
CREATE TABLE subscriptions (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    state TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    cadence TEXT NOT NULL,
    currency TEXT NOT NULL,
    price BIGINT NOT NULL,
    anchor BIGINT NOT NULL,
    time_zone TEXT NOT NULL,
    period_number INTEGER NOT NULL,
    period_begin BIGINT NOT NULL,
    period_end BIGINT NOT NULL,
    cancels INTEGER NOT NULL,
    next_plan_id TEXT,
    next_cadence TEXT,
    past_due_since BIGINT,
    due_at BIGINT,
    PRIMARY KEY (tenant_id)
);
CREATE INDEX subscriptions_due ON subscriptions (due_at);

-- What the platform granted instead of what the plan says, as JSON.
CREATE TABLE plan_grants (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    content TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id)
);

CREATE TABLE invoices (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    series TEXT NOT NULL,
    number BIGINT NOT NULL,
    issued_at BIGINT NOT NULL,
    due_at BIGINT,
    currency TEXT NOT NULL,
    net BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    gross BIGINT NOT NULL,
    credit_used BIGINT NOT NULL,
    paid BIGINT NOT NULL,
    credited BIGINT NOT NULL,
    open_amount BIGINT NOT NULL,
    tax_basis_points INTEGER NOT NULL,
    tax_inclusive INTEGER NOT NULL,
    seller TEXT NOT NULL,
    buyer TEXT NOT NULL,
    note TEXT NOT NULL,
    credits_invoice TEXT,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, series, number)
);
CREATE INDEX invoices_by_time ON invoices (tenant_id, issued_at, id);

-- price: of the whole period that a line reaches over, negative where it is taken back.
CREATE TABLE invoice_lines (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    invoice_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    description TEXT NOT NULL,
    plan_id TEXT,
    cadence TEXT,
    begin_at BIGINT,
    end_at BIGINT,
    currency TEXT NOT NULL,
    price BIGINT NOT NULL,
    net BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    gross BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, invoice_id, position)
);

-- A reference is recorded once.
CREATE TABLE payments (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    reference TEXT NOT NULL,
    invoice_id TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL,
    method TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    PRIMARY KEY (tenant_id, reference)
);

-- Double entry: the postings of an entry add up to nothing. Rows are added, never changed.
CREATE TABLE ledger (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    entry BIGINT NOT NULL,
    position INTEGER NOT NULL,
    at BIGINT NOT NULL,
    document TEXT NOT NULL,
    account TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, entry, position)
);

-- What happened to a subscription, and how recurring revenue moved by it.
CREATE TABLE billing_events (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    cadence TEXT NOT NULL,
    detail TEXT NOT NULL,
    currency TEXT NOT NULL,
    revenue_before BIGINT NOT NULL,
    revenue_after BIGINT NOT NULL,
    movement TEXT NOT NULL,
    PRIMARY KEY (tenant_id, number)
);
CREATE INDEX billing_events_by_time ON billing_events (at);
