SELECT url, sealed_secret, old_sealed_secret, old_until
FROM webhooks
WHERE tenant_id = :tenant AND id = :id
