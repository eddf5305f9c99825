-- platform: the token tells which organisation it was for
SELECT s.tenant_id, s.id, s.user_id, s.provider_id
FROM used_refresh_tokens u
JOIN sessions s ON s.tenant_id = u.tenant_id AND s.id = u.session_id
WHERE u.refresh_hash = :hash AND s.revoked_at IS NULL;
