DELETE FROM knowledge_pieces WHERE tenant_id = :tenant AND document_id = :document AND piece >= :from
