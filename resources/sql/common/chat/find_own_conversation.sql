SELECT id, user_id, connection_id, title, updated_at, visibility, pinned, archived, branch_of
FROM conversations
WHERE tenant_id = :tenant AND id = :id AND user_id = :user
