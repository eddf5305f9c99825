UPDATE knowledge_documents
SET state = 'pending', problem = :problem, progress = 0, claimed_by = NULL, attempts = :attempts, due_at = :due_at, updated_at = :now
WHERE tenant_id = :tenant AND id = :id AND state = 'processing' AND claimed_by = :claim
