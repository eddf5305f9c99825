INSERT INTO feedback (tenant_id, message_id, user_id, good, reason, created_at)
VALUES (:tenant, :message, :user, :good, :reason, :now)
ON CONFLICT (tenant_id, message_id, user_id) DO UPDATE
SET good = excluded.good, reason = excluded.reason, created_at = excluded.created_at
