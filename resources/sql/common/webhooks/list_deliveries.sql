SELECT id, event, body, state, attempts, next_at, status, problem, created_at, ended_at
FROM webhook_deliveries
WHERE tenant_id = :tenant AND webhook_id = :webhook AND id < :before
ORDER BY id DESC
LIMIT :limit
