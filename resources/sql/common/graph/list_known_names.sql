SELECT m.name, MAX(m.sureness) AS sureness
FROM entity_mentions m
WHERE m.tenant_id = :tenant AND m.document_id = :document AND m.generation = :generation
GROUP BY m.name
ORDER BY MAX(m.sureness) DESC, m.name
LIMIT :limit
