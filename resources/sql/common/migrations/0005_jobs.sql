-- Work that outlives requests and crashes.
CREATE TABLE jobs (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    job_key TEXT NOT NULL,
    payload BLOB NOT NULL,
    checkpoint BLOB NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    run_after INTEGER NOT NULL,
    cancel_requested INTEGER NOT NULL,
    leased_by TEXT,
    lease_until INTEGER,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    problem_code TEXT,
    problem_detail TEXT,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX jobs_by_state ON jobs (state, run_after);
CREATE INDEX jobs_by_key ON jobs (tenant_id, kind, job_key);
