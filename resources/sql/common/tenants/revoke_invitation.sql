UPDATE invitations SET revoked_at = :now
WHERE tenant_id = :tenant AND id = :id AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > :now
