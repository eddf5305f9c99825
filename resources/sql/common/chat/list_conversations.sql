SELECT id, user_id, connection_id, title, updated_at, visibility
FROM conversations
WHERE tenant_id = :tenant AND user_id = :user
  AND (updated_at < :before_at OR (updated_at = :before_at AND id < :before_id))
  AND (:anywhere = 1 OR EXISTS (SELECT 1 FROM connections d
                                WHERE d.tenant_id = conversations.tenant_id AND d.id = conversations.connection_id AND d.workspace_id = :workspace))
ORDER BY updated_at DESC, id DESC
LIMIT :limit
