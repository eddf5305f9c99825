-- platform: subscriptions of all organisations go on by themselves, the earliest first
SELECT tenant_id FROM subscriptions WHERE due_at <= :now ORDER BY due_at, tenant_id LIMIT 1;
