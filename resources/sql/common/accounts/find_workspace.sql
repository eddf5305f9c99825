SELECT id FROM workspaces WHERE tenant_id = :tenant AND id = :id;
