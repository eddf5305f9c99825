DELETE FROM messages WHERE tenant_id = :tenant
