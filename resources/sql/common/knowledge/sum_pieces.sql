SELECT COALESCE(SUM(LENGTH(sealed)), 0) AS bytes FROM knowledge_pieces WHERE tenant_id = :tenant AND document_id = :document
