SELECT id, webhook_id, event, body, state, attempts, status, problem, created_at, ended_at
FROM webhook_deliveries
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
