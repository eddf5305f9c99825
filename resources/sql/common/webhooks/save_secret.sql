UPDATE webhooks
SET old_sealed_secret = sealed_secret, old_until = :old_until, sealed_secret = :sealed_secret
WHERE tenant_id = :tenant AND id = :id
