SELECT workspace_id FROM connections WHERE tenant_id = :tenant AND id = :id
