DELETE FROM passage_words WHERE tenant_id = :tenant
