DELETE FROM search_embedder_pieces WHERE tenant_id = :tenant
