SELECT id, user_id, connection_id, title, updated_at, visibility, pinned, archived, branch_of
FROM conversations
WHERE tenant_id = :tenant AND user_id = :user AND archived = :archived
  AND (pinned < :before_pinned
       OR (pinned = :before_pinned AND updated_at < :before_at)
       OR (pinned = :before_pinned AND updated_at = :before_at AND id < :before_id))
  AND (:anywhere = 1 OR EXISTS (SELECT 1 FROM connections d
                                WHERE d.tenant_id = conversations.tenant_id AND d.id = conversations.connection_id AND d.workspace_id = :workspace))
ORDER BY pinned DESC, updated_at DESC, id DESC
LIMIT :limit
