UPDATE search_spaces SET removals = removals + 1 WHERE tenant_id = :tenant AND workspace_id = :workspace
