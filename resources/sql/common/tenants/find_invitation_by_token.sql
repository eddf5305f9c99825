-- platform: the token tells which organisation it is for, and what its inviter may do there now
SELECT i.tenant_id, i.id, i.email, i.role, i.team_id, i.invited_by, i.created_at, i.expires_at,
       m.role AS inviter_role, m.allowed AS inviter_allowed, m.denied AS inviter_denied
FROM invitations i
JOIN memberships m ON m.tenant_id = i.tenant_id AND m.user_id = i.invited_by
JOIN tenants t ON t.id = i.tenant_id
WHERE i.token_hash = :hash AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > :now
  AND t.status = 'active';
