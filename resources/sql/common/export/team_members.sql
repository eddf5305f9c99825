SELECT team_id, user_id
FROM team_members
WHERE tenant_id = :tenant
ORDER BY team_id, user_id
LIMIT :limit
