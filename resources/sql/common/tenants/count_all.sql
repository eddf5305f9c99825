SELECT (SELECT COUNT(*) FROM memberships WHERE tenant_id = :tenant) AS members,
       (SELECT COUNT(*) FROM workspaces WHERE tenant_id = :tenant) AS workspaces,
       (SELECT COUNT(*) FROM connections WHERE tenant_id = :tenant) AS databases,
       (SELECT COUNT(*) FROM conversations WHERE tenant_id = :tenant) AS conversations,
       (SELECT COALESCE(SUM(questions), 0) FROM usage_buckets WHERE tenant_id = :tenant) AS questions
