-- Saved questions that run by themselves, what came of them, and the files they made.
CREATE TABLE schedules (
    tenant_id TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    saved_question_id TEXT NOT NULL,
    name TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    times TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    condition_on TEXT NOT NULL,
    delivery TEXT NOT NULL,
    state TEXT NOT NULL,
    paused_because TEXT,
    next_at BIGINT,
    last_at BIGINT,
    last_outcome TEXT,
    last_detail TEXT,
    failures BIGINT NOT NULL,
    seen TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX schedules_due ON schedules (state, next_at);

CREATE TABLE schedule_runs (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    schedule_id TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    finished_at BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    by_hand INTEGER NOT NULL,
    file_id TEXT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, schedule_id) REFERENCES schedules (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX schedule_runs_of_schedule ON schedule_runs (tenant_id, schedule_id, finished_at);

CREATE TABLE schedule_files (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    schedule_id TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, schedule_id) REFERENCES schedules (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX schedule_files_of_schedule ON schedule_files (tenant_id, schedule_id, created_at);
