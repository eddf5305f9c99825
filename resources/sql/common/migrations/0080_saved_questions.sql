-- Questions that people keep with the statement that answered them, to run them again.
CREATE TABLE saved_questions (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    name TEXT NOT NULL,
    question TEXT NOT NULL,
    sql TEXT NOT NULL,
    chart TEXT,
    visibility TEXT NOT NULL,
    search_text TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX saved_questions_by_change ON saved_questions (tenant_id, updated_at, id);
CREATE INDEX saved_questions_by_connection ON saved_questions (tenant_id, connection_id);
