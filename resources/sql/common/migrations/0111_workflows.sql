-- Steps that run one after the other: workflows, their runs with what each step gave, and what the runs delivered.
CREATE TABLE workflows (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    definition TEXT NOT NULL,
    step_count INTEGER NOT NULL,
    trigger_kind TEXT NOT NULL,
    trigger_event TEXT NOT NULL,
    visibility TEXT NOT NULL,
    state TEXT NOT NULL,
    paused_because TEXT,
    time_zone TEXT NOT NULL,
    next_at BIGINT,
    last_run_id TEXT,
    last_at BIGINT,
    last_state TEXT,
    last_detail TEXT,
    failures BIGINT NOT NULL,
    seen TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, workspace_id) REFERENCES workspaces (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX workflows_of_workspace ON workflows (tenant_id, workspace_id);
CREATE INDEX workflows_by_event ON workflows (tenant_id, trigger_event, state);
CREATE INDEX workflows_due ON workflows (state, next_at);

-- definition: as the workflow was when the run began.
CREATE TABLE workflow_runs (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    workflow_id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    state TEXT NOT NULL,
    started_by TEXT NOT NULL,
    starter_id TEXT,
    event TEXT NOT NULL,
    event_data TEXT NOT NULL,
    definition TEXT NOT NULL,
    inputs TEXT NOT NULL,
    job_id TEXT,
    detail TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, workflow_id) REFERENCES workflows (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX workflow_runs_of_workflow ON workflow_runs (tenant_id, workflow_id, created_at, id);
CREATE INDEX workflow_runs_waiting ON workflow_runs (state, job_id);

CREATE TABLE workflow_run_steps (
    tenant_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    state TEXT NOT NULL,
    output TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, run_id, position),
    FOREIGN KEY (tenant_id, run_id) REFERENCES workflow_runs (tenant_id, id) ON DELETE CASCADE
);

-- Each address of a step of a run once, whatever breaks.
CREATE TABLE workflow_mails (
    tenant_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    address TEXT NOT NULL,
    queued INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, run_id, position, address),
    FOREIGN KEY (tenant_id, run_id) REFERENCES workflow_runs (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE workflow_files (
    tenant_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    step_key TEXT NOT NULL,
    name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (tenant_id, run_id, position),
    FOREIGN KEY (tenant_id, run_id) REFERENCES workflow_runs (tenant_id, id) ON DELETE CASCADE
);
