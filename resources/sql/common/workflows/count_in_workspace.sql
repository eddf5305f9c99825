SELECT COUNT(*) AS workflows FROM workflows WHERE tenant_id = :tenant AND workspace_id = :workspace
