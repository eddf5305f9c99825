UPDATE subscriptions SET due_at = :due_at WHERE tenant_id = :tenant;
