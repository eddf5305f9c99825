SELECT kind, period_begin, percent, used, most, created_at
FROM usage_alerts
WHERE tenant_id = :tenant
ORDER BY kind, period_begin, percent
LIMIT :limit
