UPDATE invitations
SET accepted_at = :now, accepted_by = :user
WHERE tenant_id = :tenant AND id = :id AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > :now
