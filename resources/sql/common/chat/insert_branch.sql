INSERT INTO conversations (tenant_id, id, user_id, connection_id, title, search_title, branch_of, created_at, updated_at)
SELECT tenant_id, :branch, user_id, connection_id, title, search_title, id, :now, :now
FROM conversations
WHERE tenant_id = :tenant AND id = :id AND user_id = :user
