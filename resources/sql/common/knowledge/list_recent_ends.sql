SELECT media_type, size, took_ms, completed_at
FROM knowledge_documents
WHERE tenant_id = :tenant AND workspace_id = :workspace AND state = 'completed' AND kind <> 'site' AND completed_at >= :since
ORDER BY completed_at DESC
LIMIT :limit
