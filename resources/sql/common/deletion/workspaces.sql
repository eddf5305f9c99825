DELETE FROM workspaces WHERE tenant_id = :tenant
