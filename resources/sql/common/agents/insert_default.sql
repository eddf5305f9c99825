INSERT INTO agents (tenant_id, id, workspace_id, user_id, name, description, instructions, tone, personality, skills, tools, all_databases, databases, model, visibility, active, is_default, created_at, updated_at)
VALUES (:tenant, :id, :id, NULL, '', '', '', 'neutral', '', '[]', 'sql vector_search hybrid_search graph_search documents', 1, '', 'organization', 'public', 1, 1, :now, :now)
ON CONFLICT DO NOTHING
