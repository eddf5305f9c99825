-- platform: what waits is sent for all tenants
SELECT tenant_id, id, webhook_id, event, body, attempts, created_at
FROM webhook_deliveries
WHERE state = 'waiting' AND next_at <= :now
ORDER BY next_at
LIMIT :limit
