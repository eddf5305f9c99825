SELECT COUNT(*) AS facts
FROM agent_memories
WHERE tenant_id = :tenant AND workspace_id = :workspace AND scope = :scope AND (:user = '' OR user_id = :user)
