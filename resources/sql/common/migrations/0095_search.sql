-- What passages are found by. Servers keep it in memory, a workspace at a time, and catch up with these tables by the
-- two numbers of search_spaces: passages get rising labels, and each time that some leave, removals rises.
CREATE TABLE search_spaces (
    tenant_id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    last_label BIGINT NOT NULL,
    removals BIGINT NOT NULL,
    serving INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, workspace_id),
    FOREIGN KEY (tenant_id, workspace_id) REFERENCES workspaces (tenant_id, id) ON DELETE CASCADE
);

-- The words of a passage, counted.
CREATE TABLE passage_words (
    tenant_id TEXT NOT NULL,
    passage_id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    label BIGINT NOT NULL,
    language TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (tenant_id, passage_id),
    UNIQUE (tenant_id, workspace_id, label),
    FOREIGN KEY (tenant_id, passage_id) REFERENCES passages (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX passage_words_by_document ON passage_words (tenant_id, document_id);

-- What makes vectors of texts in a workspace: one serves, the next may be under way. embedder is 'built-in' or the
-- provider's model.
CREATE TABLE search_embedders (
    tenant_id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    embedder TEXT NOT NULL,
    dimensions INTEGER NOT NULL,
    learned_from BIGINT NOT NULL,
    embedded_until BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, workspace_id, generation),
    FOREIGN KEY (tenant_id, workspace_id) REFERENCES workspaces (tenant_id, id) ON DELETE CASCADE
);

-- What the built-in embedder has learned of a workspace's words.
CREATE TABLE search_embedder_pieces (
    tenant_id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    piece INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (tenant_id, workspace_id, generation, piece),
    FOREIGN KEY (tenant_id, workspace_id, generation) REFERENCES search_embedders (tenant_id, workspace_id, generation) ON DELETE CASCADE
);

-- Numbers of 16 bits, of length 1.
CREATE TABLE passage_vectors (
    tenant_id TEXT NOT NULL,
    passage_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    workspace_id TEXT NOT NULL,
    label BIGINT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (tenant_id, passage_id, generation),
    FOREIGN KEY (tenant_id, passage_id) REFERENCES passages (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX passage_vectors_by_label ON passage_vectors (tenant_id, workspace_id, generation, label);
