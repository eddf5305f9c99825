DELETE FROM billing_events WHERE tenant_id = :tenant
