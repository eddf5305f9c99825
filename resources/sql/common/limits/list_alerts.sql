SELECT kind, percent, used, most, created_at
FROM usage_alerts
WHERE tenant_id = :tenant AND period_begin = :begin
ORDER BY created_at, percent
