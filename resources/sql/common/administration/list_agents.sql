-- platform: the operator sees which agents there are, not what they were told to be or what they are asked
SELECT a.id, a.tenant_id, t.name AS organization, w.name AS workspace, a.name, a.visibility, a.active, a.is_default,
       a.tools, a.model, a.created_at,
       (SELECT COUNT(*) FROM agent_messages m
        WHERE m.tenant_id = a.tenant_id AND m.agent_id = a.id AND m.created_at >= :begin) AS questions
FROM agents a
JOIN tenants t ON t.id = a.tenant_id
JOIN workspaces w ON w.tenant_id = a.tenant_id AND w.id = a.workspace_id
WHERE a.id > :after
  AND (:search = '' OR LOWER(a.name) LIKE :search ESCAPE '!' OR LOWER(t.name) LIKE :search ESCAPE '!'
       OR LOWER(w.name) LIKE :search ESCAPE '!')
  AND (:visibility = '' OR a.visibility = :visibility)
ORDER BY a.id
LIMIT :limit;
