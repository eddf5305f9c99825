-- What organisations ask those who operate the server, and what they are answered.
-- answer_number, question_number: the last message of either side; operators_seen: what was read there.
CREATE TABLE tickets (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    opened_by_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    priority INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    message_count INTEGER NOT NULL,
    question_number INTEGER NOT NULL,
    answer_number INTEGER NOT NULL,
    operators_seen INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX tickets_waiting ON tickets (state, priority, updated_at);

CREATE TABLE ticket_messages (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    ticket_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    from_support INTEGER NOT NULL,
    author TEXT NOT NULL,
    author_name TEXT NOT NULL,
    content TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, ticket_id, number),
    FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id)
);

-- Up to which message each person of the organisation has read.
CREATE TABLE ticket_reads (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    ticket_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, ticket_id, user_id),
    FOREIGN KEY (tenant_id, ticket_id) REFERENCES tickets (tenant_id, id)
);
