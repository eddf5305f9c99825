SELECT state, media_type, COUNT(*) AS documents, COALESCE(SUM(size), 0) AS bytes, COALESCE(SUM(passages), 0) AS passages,
       COALESCE(SUM(size * progress / 100), 0) AS bytes_done
FROM knowledge_documents
WHERE tenant_id = :tenant AND workspace_id = :workspace AND state <> 'uploading' AND kind <> 'site'
GROUP BY state, media_type
