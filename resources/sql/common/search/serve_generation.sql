UPDATE search_spaces SET serving = :generation WHERE tenant_id = :tenant AND workspace_id = :workspace
