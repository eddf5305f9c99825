DELETE FROM conversations WHERE tenant_id = :tenant
