SELECT (SELECT COUNT(*) FROM memberships WHERE tenant_id = :tenant) AS users,
       (SELECT COUNT(*) FROM workspaces WHERE tenant_id = :tenant AND archived_at IS NULL) AS workspaces,
       (SELECT COUNT(*) FROM connections WHERE tenant_id = :tenant) AS connections,
       (SELECT COUNT(*) FROM workflows WHERE tenant_id = :tenant) AS workflows,
       (SELECT COUNT(*) FROM agents WHERE tenant_id = :tenant AND is_default = 0) AS agents,
       (SELECT COALESCE(SUM(bytes), 0) FROM results WHERE tenant_id = :tenant)
           + (SELECT COALESCE(SUM(stored_bytes), 0) FROM knowledge_documents WHERE tenant_id = :tenant) AS storage
