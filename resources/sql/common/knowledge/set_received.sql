UPDATE knowledge_documents
SET received = :received, updated_at = :now
WHERE tenant_id = :tenant AND id = :id AND state = 'uploading'
