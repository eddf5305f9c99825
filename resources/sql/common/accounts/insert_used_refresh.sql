INSERT INTO used_refresh_tokens (tenant_id, session_id, refresh_hash, used_at)
VALUES (:tenant, :session, :hash, :now);
