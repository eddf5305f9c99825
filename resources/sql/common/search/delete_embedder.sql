DELETE FROM search_embedders WHERE tenant_id = :tenant AND workspace_id = :workspace AND generation = :generation
