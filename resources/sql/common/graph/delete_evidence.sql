DELETE FROM relation_evidence WHERE tenant_id = :tenant AND document_id = :document AND generation = :generation
