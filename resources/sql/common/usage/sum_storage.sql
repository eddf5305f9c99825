SELECT (SELECT COALESCE(SUM(bytes), 0) FROM results WHERE tenant_id = :tenant)
       + (SELECT COALESCE(SUM(stored_bytes), 0) FROM knowledge_documents WHERE tenant_id = :tenant) AS bytes
