DELETE FROM webhooks WHERE tenant_id = :tenant
