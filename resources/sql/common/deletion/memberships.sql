DELETE FROM memberships WHERE tenant_id = :tenant
