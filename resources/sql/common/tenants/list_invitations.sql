SELECT id, email, role, team_id, invited_by, created_at, expires_at
FROM invitations
WHERE tenant_id = :tenant AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > :now AND id > :after
ORDER BY id
LIMIT :limit
