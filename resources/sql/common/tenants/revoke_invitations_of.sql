UPDATE invitations SET revoked_at = :now
WHERE tenant_id = :tenant AND invited_by = :user AND accepted_at IS NULL AND revoked_at IS NULL
