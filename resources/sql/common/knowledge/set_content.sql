UPDATE knowledge_documents
SET size = :size, content_hash = :hash, stored_bytes = :stored_bytes, received = :size
WHERE tenant_id = :tenant AND id = :id
