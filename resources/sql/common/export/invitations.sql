SELECT id, email, role, team_id, invited_by, created_at, expires_at, accepted_at, accepted_by, revoked_at
FROM invitations
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
