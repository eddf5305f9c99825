DELETE FROM used_refresh_tokens WHERE tenant_id = :tenant
