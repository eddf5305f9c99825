DELETE FROM passages WHERE tenant_id = :tenant
