SELECT used
FROM usage_counters
WHERE tenant_id = :tenant AND kind = :kind AND period_begin = :begin
