SELECT id, name, kind, display_url, stage, onboarded_at
FROM connections
WHERE tenant_id = :tenant
ORDER BY name
LIMIT :limit
