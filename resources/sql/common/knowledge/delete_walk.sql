DELETE FROM knowledge_walks WHERE tenant_id = :tenant AND document_id = :document
