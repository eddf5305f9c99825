SELECT a.id, a.tenant_id, '' AS organization, w.name AS workspace, a.name, a.visibility, a.active, a.is_default,
       a.tools, a.model, a.created_at,
       (SELECT COUNT(*) FROM agent_messages m
        WHERE m.tenant_id = a.tenant_id AND m.agent_id = a.id AND m.created_at >= :begin) AS questions
FROM agents a
JOIN workspaces w ON w.tenant_id = a.tenant_id AND w.id = a.workspace_id
WHERE a.tenant_id = :tenant
ORDER BY a.name, a.id
LIMIT :limit;
