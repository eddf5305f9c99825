SELECT id, source_url, content_hash, generation, language
FROM knowledge_documents
WHERE tenant_id = :tenant AND parent_id = :parent
ORDER BY id
LIMIT :limit
