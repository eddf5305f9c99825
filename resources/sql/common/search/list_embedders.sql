SELECT generation, embedder, dimensions, learned_from, embedded_until
FROM search_embedders
WHERE tenant_id = :tenant AND workspace_id = :workspace
ORDER BY generation
