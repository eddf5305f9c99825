-- Ways to be answered, in a workspace. The default of each has the workspace's own id, so that it is made once whoever
-- makes it, belongs to nobody, and has no name until somebody gives it one.
CREATE TABLE agents (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    user_id TEXT,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    instructions TEXT NOT NULL,
    tone TEXT NOT NULL,
    personality TEXT NOT NULL,
    skills TEXT NOT NULL,
    tools TEXT NOT NULL,
    all_databases INTEGER NOT NULL,
    databases TEXT NOT NULL,
    model TEXT NOT NULL,
    visibility TEXT NOT NULL,
    active INTEGER NOT NULL,
    is_default INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, workspace_id) REFERENCES workspaces (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX agents_by_workspace ON agents (tenant_id, workspace_id, is_default, name, id);
INSERT INTO agents (tenant_id, id, workspace_id, user_id, name, description, instructions, tone, personality, skills, tools, all_databases, databases, model, visibility, active, is_default, created_at, updated_at)
SELECT tenant_id, id, id, NULL, '', '', '', 'neutral', '', '[]', 'sql vector_search hybrid_search graph_search documents', 1, '', 'organization', 'public', 1, 1, created_at, created_at
FROM workspaces;
