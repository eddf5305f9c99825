SELECT id, user_id, connection_id, title, visibility, pinned, archived, branch_of, created_at, updated_at
FROM conversations
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
