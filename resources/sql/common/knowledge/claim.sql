UPDATE knowledge_documents
SET state = 'processing', claimed_by = :claim, attempts = attempts + 1, progress = 0, updated_at = :now
WHERE tenant_id = :tenant AND id = :id AND state = 'pending'
