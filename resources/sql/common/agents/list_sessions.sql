SELECT id, workspace_id, title, created_at, updated_at
FROM agent_sessions
WHERE tenant_id = :tenant AND user_id = :user AND workspace_id = :workspace
  AND (updated_at < :before_at OR (updated_at = :before_at AND id < :before_id))
ORDER BY updated_at DESC, id DESC
LIMIT :limit
