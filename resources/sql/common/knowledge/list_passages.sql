SELECT p.id, p.ordinal, p.page, p.heading, p.text
FROM passages p
WHERE p.tenant_id = :tenant AND p.document_id = :document AND p.generation = :generation AND p.ordinal > :after
ORDER BY p.ordinal
LIMIT :limit
