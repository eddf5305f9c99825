UPDATE knowledge_documents
SET state = 'failed', problem = :problem, progress = 0, claimed_by = NULL, took_ms = :took_ms, updated_at = :now
WHERE tenant_id = :tenant AND id = :id AND state = 'processing' AND claimed_by = :claim
