UPDATE knowledge_documents
SET state = 'completed', problem = :problem, progress = 100, claimed_by = NULL, attempts = 0, name = :name, media_type = :media_type,
    language = :language, pages = :pages, passages = :passages, generation = :generation, search_text = :search_text, took_ms = :took_ms,
    updated_at = :now, completed_at = :now
WHERE tenant_id = :tenant AND id = :id AND state = 'processing' AND claimed_by = :claim
