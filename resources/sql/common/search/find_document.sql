SELECT name, language
FROM knowledge_documents
WHERE tenant_id = :tenant AND id = :document
