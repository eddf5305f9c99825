DELETE FROM ticket_messages WHERE tenant_id = :tenant
