SELECT id, user_id, connection_id, title, updated_at, visibility
FROM conversations
WHERE tenant_id = :tenant AND user_id = :user
  AND (updated_at < :before_at OR (updated_at = :before_at AND id < :before_id))
ORDER BY updated_at DESC, id DESC
LIMIT :limit
