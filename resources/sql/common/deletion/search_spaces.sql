DELETE FROM search_spaces WHERE tenant_id = :tenant
