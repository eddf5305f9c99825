DELETE FROM knowledge_pieces WHERE tenant_id = :tenant
