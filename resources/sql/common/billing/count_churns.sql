SELECT COUNT(*) AS churns FROM billing_events WHERE tenant_id = :tenant AND movement = 'churn';
