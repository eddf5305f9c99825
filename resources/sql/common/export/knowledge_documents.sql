SELECT id, workspace_id, parent_id, user_id, visibility, kind, name, media_type, source_url, language, size, state, problem,
       active, pages, passages, created_at, updated_at, completed_at
FROM knowledge_documents
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
