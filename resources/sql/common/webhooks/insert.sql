INSERT INTO webhooks (tenant_id, id, url, events, sealed_secret, active, created_at)
VALUES (:tenant, :id, :url, :events, :sealed_secret, 1, :now)
