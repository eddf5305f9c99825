DELETE FROM relations WHERE tenant_id = :tenant
