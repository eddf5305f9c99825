SELECT COALESCE(MAX(number), 0) + 1 AS number FROM billing_events WHERE tenant_id = :tenant;
