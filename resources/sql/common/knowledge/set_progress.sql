UPDATE knowledge_documents
SET progress = :progress
WHERE tenant_id = :tenant AND id = :id AND state = 'processing' AND claimed_by = :claim
