DELETE FROM tickets WHERE tenant_id = :tenant
