SELECT kind, period_begin, used
FROM usage_counters
WHERE tenant_id = :tenant
ORDER BY kind, period_begin
LIMIT :limit
