SELECT t.id, t.name, t.created_at,
       (SELECT COUNT(*) FROM team_members m WHERE m.tenant_id = t.tenant_id AND m.team_id = t.id) AS members
FROM teams t
WHERE t.tenant_id = :tenant AND t.id > :after
ORDER BY t.id
LIMIT :limit
