SELECT message_id, user_id, good, reason, created_at
FROM feedback
WHERE tenant_id = :tenant
ORDER BY message_id, user_id
LIMIT :limit
