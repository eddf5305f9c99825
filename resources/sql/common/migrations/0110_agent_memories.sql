-- What agents keep in mind because a person said so: of that person alone (scope 'personal') or of the workspace.
CREATE TABLE agent_memories (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    agent_id TEXT,
    user_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    text TEXT NOT NULL,
    search_text TEXT NOT NULL,
    said TEXT NOT NULL,
    meant TEXT NOT NULL,
    origin TEXT NOT NULL,
    question TEXT NOT NULL,
    answer_id TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    expires_at BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, workspace_id) REFERENCES workspaces (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX agent_memories_of_workspace ON agent_memories (tenant_id, workspace_id, scope, user_id);
CREATE INDEX agent_memories_by_end ON agent_memories (expires_at);
