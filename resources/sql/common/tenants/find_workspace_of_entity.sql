SELECT workspace_id FROM entities WHERE tenant_id = :tenant AND id = :id
