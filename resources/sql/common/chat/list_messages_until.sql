SELECT m.id, m.created_at
FROM messages m
WHERE m.tenant_id = :tenant AND m.conversation_id = :conversation AND m.status <> 'running'
  AND (m.id < :message OR (m.id = :message AND :inclusive = 1))
ORDER BY m.id DESC
LIMIT :limit
