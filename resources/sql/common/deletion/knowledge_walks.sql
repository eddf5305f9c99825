DELETE FROM knowledge_walks WHERE tenant_id = :tenant
