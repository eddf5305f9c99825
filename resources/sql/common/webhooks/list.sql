SELECT w.id, w.url, w.events, w.active, w.created_at,
       (SELECT COUNT(*) FROM webhook_deliveries d
        WHERE d.tenant_id = :tenant AND d.webhook_id = w.id AND d.state = 'waiting') AS waiting,
       (SELECT COUNT(*) FROM webhook_deliveries d
        WHERE d.tenant_id = :tenant AND d.webhook_id = w.id AND d.state = 'failed') AS failed
FROM webhooks w
WHERE w.tenant_id = :tenant
ORDER BY w.created_at, w.id
