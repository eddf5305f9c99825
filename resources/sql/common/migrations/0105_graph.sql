-- Names in passages and what the sentences say of two of them. What is here is found again from the passages at any
-- time. An entity has no name of its own: what it is called, and what kind of thing it is, the mentions tell that
-- somebody may see. sureness is ten times the certainty of the kind in percent, and the kind's number.
CREATE TABLE entities (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    name_key TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, workspace_id, name_key),
    FOREIGN KEY (tenant_id, workspace_id) REFERENCES workspaces (tenant_id, id) ON DELETE CASCADE
);

CREATE TABLE entity_mentions (
    tenant_id TEXT NOT NULL,
    passage_id TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    name TEXT NOT NULL,
    sureness INTEGER NOT NULL,
    times INTEGER NOT NULL,
    begin_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, passage_id, entity_id),
    FOREIGN KEY (tenant_id, passage_id) REFERENCES passages (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, entity_id) REFERENCES entities (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX entity_mentions_by_entity ON entity_mentions (tenant_id, entity_id);
CREATE INDEX entity_mentions_by_document ON entity_mentions (tenant_id, document_id, generation);

CREATE TABLE relations (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    from_id TEXT NOT NULL,
    to_id TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, from_id, to_id, label),
    FOREIGN KEY (tenant_id, from_id) REFERENCES entities (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, to_id) REFERENCES entities (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX relations_by_end ON relations (tenant_id, to_id);

-- The sentence of a passage that says so: where it begins and ends.
CREATE TABLE relation_evidence (
    tenant_id TEXT NOT NULL,
    relation_id TEXT NOT NULL,
    passage_id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    weight REAL NOT NULL,
    begin_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, relation_id, passage_id),
    FOREIGN KEY (tenant_id, relation_id) REFERENCES relations (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, passage_id) REFERENCES passages (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX relation_evidence_by_passage ON relation_evidence (tenant_id, passage_id);
CREATE INDEX relation_evidence_by_document ON relation_evidence (tenant_id, document_id, generation);
