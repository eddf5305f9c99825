INSERT INTO search_spaces (tenant_id, workspace_id, last_label, removals, serving)
VALUES (:tenant, :workspace, :count, 0, 0)
ON CONFLICT (tenant_id, workspace_id) DO UPDATE SET last_label = search_spaces.last_label + :count
RETURNING last_label
