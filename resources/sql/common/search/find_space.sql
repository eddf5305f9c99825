SELECT last_label, removals, serving
FROM search_spaces
WHERE tenant_id = :tenant AND workspace_id = :workspace
