SELECT COUNT(*) AS invitations
FROM invitations
WHERE tenant_id = :tenant AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > :now
