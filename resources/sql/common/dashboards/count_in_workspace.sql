SELECT COUNT(*) AS dashboards FROM dashboards WHERE tenant_id = :tenant AND workspace_id = :workspace
