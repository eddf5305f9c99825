INSERT INTO search_embedders (tenant_id, workspace_id, generation, embedder, dimensions, learned_from, embedded_until, made_at)
VALUES (:tenant, :workspace, :generation, :embedder, :dimensions, :learned_from, 0, :now)
