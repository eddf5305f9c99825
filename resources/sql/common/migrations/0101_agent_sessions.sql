-- Questions to agents with their answers. A session is in a workspace and about no database of its own, which is why
-- these are not conversations.
CREATE TABLE agent_sessions (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    title TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, workspace_id) REFERENCES workspaces (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX agent_sessions_by_user ON agent_sessions (tenant_id, user_id, workspace_id, updated_at, id);

CREATE TABLE agent_messages (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    stream_id TEXT NOT NULL,
    question TEXT NOT NULL,
    status TEXT NOT NULL,
    answer TEXT,
    problem TEXT,
    node_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    finished_at BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, session_id) REFERENCES agent_sessions (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX agent_messages_by_session ON agent_messages (tenant_id, session_id, id);
CREATE INDEX agent_messages_by_stream ON agent_messages (tenant_id, stream_id);
CREATE INDEX agent_messages_running ON agent_messages (status, tenant_id, id) WHERE status = 'running';
