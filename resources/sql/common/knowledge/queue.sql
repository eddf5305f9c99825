UPDATE knowledge_documents
SET state = 'pending', progress = 0, claimed_by = NULL, attempts = 0, due_at = :now, updated_at = :now
WHERE tenant_id = :tenant AND id = :id
