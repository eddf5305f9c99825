DELETE FROM invitations WHERE tenant_id = :tenant
