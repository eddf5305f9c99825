INSERT INTO search_embedder_pieces (tenant_id, workspace_id, generation, piece, content)
VALUES (:tenant, :workspace, :generation, :piece, :content)
