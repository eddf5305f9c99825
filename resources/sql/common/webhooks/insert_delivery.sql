INSERT INTO webhook_deliveries (tenant_id, id, webhook_id, event, body, state, attempts, next_at, created_at)
VALUES (:tenant, :id, :webhook, :event, :body, 'waiting', 0, :now, :now)
