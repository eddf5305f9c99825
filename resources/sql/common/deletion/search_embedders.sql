DELETE FROM search_embedders WHERE tenant_id = :tenant
