-- Questions of connections with the statements that answer them, and how often they were answered right.
CREATE TABLE accuracy_pairs (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    question TEXT NOT NULL,
    sql TEXT NOT NULL,
    source TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    broken TEXT,
    broken_at BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX accuracy_pairs_of_connection ON accuracy_pairs (tenant_id, connection_id, id);

CREATE TABLE accuracy_runs (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    state TEXT NOT NULL,
    job_id TEXT,
    started_by TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT,
    total BIGINT NOT NULL,
    done BIGINT NOT NULL,
    right_count BIGINT NOT NULL,
    wrong_count BIGINT NOT NULL,
    failed_count BIGINT NOT NULL,
    broken_count BIGINT NOT NULL,
    run_before TEXT,
    accuracy_before REAL,
    warns INTEGER NOT NULL,
    problem TEXT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX accuracy_runs_of_connection ON accuracy_runs (tenant_id, connection_id, id);

CREATE TABLE accuracy_outcomes (
    tenant_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    pair_id TEXT NOT NULL,
    question TEXT NOT NULL,
    expected_sql TEXT NOT NULL,
    given_sql TEXT NOT NULL,
    verdict TEXT NOT NULL,
    difference TEXT NOT NULL,
    ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, run_id, position),
    FOREIGN KEY (tenant_id, run_id) REFERENCES accuracy_runs (tenant_id, id) ON DELETE CASCADE
);
