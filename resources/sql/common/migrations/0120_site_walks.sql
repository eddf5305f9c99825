-- Where a walk through a web site stands that has not ended, sealed with the key of its document: the next server goes
-- on from there.
CREATE TABLE knowledge_walks (
    tenant_id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (tenant_id, document_id),
    FOREIGN KEY (tenant_id, document_id) REFERENCES knowledge_documents (tenant_id, id) ON DELETE CASCADE
);
