SELECT m.id, m.workspace_id, m.agent_id, m.user_id, m.scope, m.text, m.said, m.meant, m.origin, m.question, m.answer_id, m.created_at, m.updated_at, m.expires_at,
       CASE WHEN EXISTS (SELECT 1 FROM memberships b WHERE b.tenant_id = m.tenant_id AND b.user_id = m.user_id) THEN u.full_name ELSE '' END AS user_name
FROM agent_memories m
LEFT JOIN users u ON u.id = m.user_id
WHERE m.tenant_id = :tenant AND m.workspace_id = :workspace
  AND (m.scope = 'workspace' OR m.user_id = :user)
  AND (:scope = '' OR m.scope = :scope)
  AND (m.expires_at IS NULL OR m.expires_at > :now)
ORDER BY m.updated_at DESC, m.id DESC
LIMIT :limit
