SELECT m.id
FROM agent_memories m
WHERE m.tenant_id = :tenant AND m.workspace_id = :workspace AND m.scope = :scope AND m.search_text = :search_text
  AND (m.scope = 'workspace' OR m.user_id = :user)
  AND COALESCE(m.agent_id, '') = :agent
LIMIT 1
