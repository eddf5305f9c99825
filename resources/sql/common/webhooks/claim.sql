UPDATE webhook_deliveries
SET attempts = attempts + 1, next_at = :until
WHERE tenant_id = :tenant AND id = :id AND state = 'waiting' AND next_at <= :now
