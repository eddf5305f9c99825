DELETE FROM audit_chains WHERE tenant_id = :tenant
