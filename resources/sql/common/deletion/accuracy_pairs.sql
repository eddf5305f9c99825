DELETE FROM accuracy_pairs WHERE tenant_id = :tenant
