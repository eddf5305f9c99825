SELECT d.workspace_id, w.name, w.archived_at
FROM connections d
JOIN workspaces w ON w.tenant_id = d.tenant_id AND w.id = d.workspace_id
WHERE d.tenant_id = :tenant AND d.id = :id
