DELETE FROM entity_mentions WHERE tenant_id = :tenant AND document_id = :document AND generation = :generation
