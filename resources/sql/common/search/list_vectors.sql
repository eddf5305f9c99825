SELECT label, vector
FROM passage_vectors
WHERE tenant_id = :tenant AND workspace_id = :workspace AND generation = :generation AND label > :after AND label <= :until
ORDER BY label
LIMIT :limit
