UPDATE agents
SET name = :name, description = :description, instructions = :instructions, tone = :tone, personality = :personality, skills = :skills, tools = :tools,
    all_databases = :all_databases, databases = :databases, model = :model, visibility = :visibility, active = :active, updated_at = :now
WHERE tenant_id = :tenant AND id = :id
