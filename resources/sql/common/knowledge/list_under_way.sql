SELECT media_type, size, updated_at
FROM knowledge_documents
WHERE tenant_id = :tenant AND workspace_id = :workspace AND state = 'processing' AND kind <> 'site'
LIMIT 100
