-- platform: retention deletes sign-ins that ended, whosever they are
DELETE FROM sessions
WHERE (tenant_id, id) IN (
    SELECT tenant_id, id FROM sessions WHERE refresh_expires_at < :before OR revoked_at < :before LIMIT :limit);
