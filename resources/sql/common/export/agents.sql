SELECT id, workspace_id, user_id, name, description, instructions, tone, personality, skills, tools, all_databases, databases, model, visibility, active, is_default, created_at, updated_at
FROM agents
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
