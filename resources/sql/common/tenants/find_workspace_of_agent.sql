SELECT workspace_id FROM agents WHERE tenant_id = :tenant AND id = :id
