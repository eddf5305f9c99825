SELECT id, workspace_id, connection_id, user_id, name, question, sql, chart, visibility, created_at, updated_at
FROM saved_questions
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
