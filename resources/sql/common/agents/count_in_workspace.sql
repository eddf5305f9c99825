SELECT COUNT(*) AS agents FROM agents WHERE tenant_id = :tenant AND workspace_id = :workspace
