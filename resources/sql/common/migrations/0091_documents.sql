-- What a workspace knows besides its databases: files, web pages and texts, and the passages that they were cut into.
-- A web site is a document whose pages are documents of their own.
CREATE TABLE knowledge_documents (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    parent_id TEXT,
    user_id TEXT NOT NULL,
    visibility TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    source_url TEXT NOT NULL,
    options TEXT NOT NULL,
    language TEXT NOT NULL,
    size BIGINT NOT NULL,
    content_hash TEXT NOT NULL,
    state TEXT NOT NULL,
    problem TEXT,
    progress INTEGER NOT NULL,
    active INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    search_text TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    completed_at BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, workspace_id) REFERENCES workspaces (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX knowledge_documents_by_change ON knowledge_documents (tenant_id, workspace_id, updated_at, id);
CREATE INDEX knowledge_documents_by_content ON knowledge_documents (tenant_id, workspace_id, content_hash);
CREATE INDEX knowledge_documents_by_parent ON knowledge_documents (tenant_id, parent_id);

-- The bytes as they came, in compressed and encrypted pieces.
CREATE TABLE knowledge_pieces (
    tenant_id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    piece INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (tenant_id, document_id, piece),
    FOREIGN KEY (tenant_id, document_id) REFERENCES knowledge_documents (tenant_id, id) ON DELETE CASCADE
);

-- Only those of a document whose state is 'completed' and that is active are found. A document that is read again
-- keeps the passages of its generation until those of the next are complete.
CREATE TABLE passages (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    page INTEGER NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, document_id, generation, ordinal),
    FOREIGN KEY (tenant_id, document_id) REFERENCES knowledge_documents (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX passages_by_workspace ON passages (tenant_id, workspace_id);
