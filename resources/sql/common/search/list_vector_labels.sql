SELECT label
FROM passage_vectors
WHERE tenant_id = :tenant AND workspace_id = :workspace AND generation = :generation AND label <= :until
ORDER BY label
