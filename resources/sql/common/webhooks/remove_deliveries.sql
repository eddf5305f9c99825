DELETE FROM webhook_deliveries
WHERE tenant_id = :tenant AND webhook_id = :id
