UPDATE usage_counters
SET used = CASE WHEN used + :change < 0 THEN 0 ELSE used + :change END
WHERE tenant_id = :tenant AND kind = :kind AND period_begin = :begin
