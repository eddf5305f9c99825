INSERT INTO agent_memories (tenant_id, id, workspace_id, agent_id, user_id, scope, text, search_text, said, meant, origin, question, answer_id, created_at, updated_at, expires_at)
VALUES (:tenant, :id, :workspace, :agent, :user, :scope, :text, :search_text, :said, :meant, :origin, :question, :answer, :now, :now, :expires_at)
