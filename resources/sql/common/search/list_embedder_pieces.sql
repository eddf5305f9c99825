SELECT content
FROM search_embedder_pieces
WHERE tenant_id = :tenant AND workspace_id = :workspace AND generation = :generation
ORDER BY piece
