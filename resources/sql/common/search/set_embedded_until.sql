UPDATE search_embedders SET embedded_until = :until, dimensions = :dimensions
WHERE tenant_id = :tenant AND workspace_id = :workspace AND generation = :generation AND embedded_until < :until
