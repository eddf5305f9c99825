SELECT id, events
FROM webhooks
WHERE tenant_id = :tenant AND active = 1
ORDER BY id
