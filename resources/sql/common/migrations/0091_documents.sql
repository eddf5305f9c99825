-- What a workspace knows besides its databases: files, web pages and texts, and the passages that they were cut into.
-- A web site is a document whose pages are documents of their own. generation is that of the passages that are found:
-- 0 until it was read for the first time. sealed_key opens its pieces.
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
    sealed_key BLOB NOT NULL,
    stored_bytes BIGINT NOT NULL,
    received BIGINT NOT NULL,
    claimed_by TEXT,
    attempts INTEGER NOT NULL,
    due_at BIGINT NOT NULL,
    took_ms BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    completed_at BIGINT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, workspace_id) REFERENCES workspaces (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX knowledge_documents_by_place ON knowledge_documents (tenant_id, workspace_id, id);
CREATE INDEX knowledge_documents_by_state ON knowledge_documents (tenant_id, workspace_id, state, due_at, id);
CREATE INDEX knowledge_documents_due ON knowledge_documents (state, due_at);
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

-- Found are those of the generation that their document has, where it is active: one that is read again keeps its
-- passages until those of the next generation are complete, or for good where that fails.
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
