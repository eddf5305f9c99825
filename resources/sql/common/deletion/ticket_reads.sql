DELETE FROM ticket_reads WHERE tenant_id = :tenant
