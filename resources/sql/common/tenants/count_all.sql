SELECT (SELECT COUNT(*) FROM memberships WHERE tenant_id = :tenant) AS members,
       (SELECT COUNT(*) FROM workspaces WHERE tenant_id = :tenant) AS workspaces,
       (SELECT COUNT(*) FROM connections WHERE tenant_id = :tenant) AS databases,
       (SELECT COUNT(*) FROM conversations WHERE tenant_id = :tenant) AS conversations,
       (SELECT COUNT(*) FROM usage_events WHERE tenant_id = :tenant) AS questions
