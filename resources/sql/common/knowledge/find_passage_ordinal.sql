SELECT p.ordinal
FROM passages p
WHERE p.tenant_id = :tenant AND p.id = :id AND p.document_id = :document AND p.generation = :generation
