DELETE FROM entity_mentions WHERE tenant_id = :tenant
