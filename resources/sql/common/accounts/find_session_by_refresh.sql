-- platform: the token tells which organisation it is for
SELECT s.tenant_id, s.id, s.user_id, s.provider_id
FROM sessions s
JOIN memberships m ON m.tenant_id = s.tenant_id AND m.user_id = s.user_id
WHERE s.refresh_hash = :hash AND s.revoked_at IS NULL AND s.refresh_expires_at > :now AND s.operator_id IS NULL;
