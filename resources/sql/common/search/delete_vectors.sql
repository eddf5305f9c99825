DELETE FROM passage_vectors WHERE tenant_id = :tenant AND workspace_id = :workspace AND generation = :generation
