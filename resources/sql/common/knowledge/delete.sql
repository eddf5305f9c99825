DELETE FROM knowledge_documents WHERE tenant_id = :tenant AND id = :id
