SELECT id, url, events, active, created_at
FROM webhooks
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
