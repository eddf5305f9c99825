SELECT workspace_id FROM passages WHERE tenant_id = :tenant AND id = :id
