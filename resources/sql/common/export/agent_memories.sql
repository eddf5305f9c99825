SELECT id, workspace_id, agent_id, user_id, scope, text, said, meant, origin, question, answer_id, created_at, updated_at, expires_at
FROM agent_memories
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
