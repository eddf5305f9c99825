DELETE FROM audit WHERE tenant_id = :tenant
