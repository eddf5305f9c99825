DELETE FROM passage_vectors WHERE tenant_id = :tenant
