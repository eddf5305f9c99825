DELETE FROM webhooks
WHERE tenant_id = :tenant AND id = :id
