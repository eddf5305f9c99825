SELECT id FROM connections WHERE tenant_id = :tenant AND id = :id AND workspace_id = :workspace
