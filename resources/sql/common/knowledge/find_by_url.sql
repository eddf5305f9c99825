SELECT d.id, d.workspace_id, d.parent_id, d.user_id, d.visibility, d.kind, d.name, d.media_type, d.source_url, d.options, d.language, d.size,
       d.content_hash, d.state, d.problem, d.progress, d.active, d.pages, d.passages, d.generation, d.sealed_key, d.received, d.attempts, d.created_at, d.updated_at, d.completed_at, '' AS owner_name
FROM knowledge_documents d
WHERE d.tenant_id = :tenant AND d.workspace_id = :workspace AND d.parent_id = :parent AND d.source_url = :url
ORDER BY d.id
LIMIT 1
