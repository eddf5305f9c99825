DELETE FROM streams WHERE tenant_id = :tenant
