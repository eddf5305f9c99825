SELECT COUNT(*) AS invitations
FROM invitations
WHERE tenant_id = :tenant AND email = :email AND created_at > :since
