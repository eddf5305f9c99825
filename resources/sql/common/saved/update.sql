UPDATE saved_questions
SET name = :name, question = :question, sql = :sql, chart = :chart, visibility = :visibility, search_text = :search_text, updated_at = :now
WHERE tenant_id = :tenant AND id = :id
