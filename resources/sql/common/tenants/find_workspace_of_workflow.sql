SELECT workspace_id FROM workflows WHERE tenant_id = :tenant AND id = :id
