UPDATE webhooks
SET url = :url, events = :events, active = :active
WHERE tenant_id = :tenant AND id = :id
