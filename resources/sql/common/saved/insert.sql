INSERT INTO saved_questions (tenant_id, id, workspace_id, connection_id, user_id, name, question, sql, chart, visibility, search_text, created_at, updated_at)
VALUES (:tenant, :id, :workspace, :connection, :user, :name, :question, :sql, :chart, :visibility, :search_text, :now, :now)
