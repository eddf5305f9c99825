UPDATE knowledge_documents
SET name = :name, language = :language, visibility = :visibility, active = :active, options = :options, search_text = :search_text, updated_at = :now
WHERE tenant_id = :tenant AND id = :id
