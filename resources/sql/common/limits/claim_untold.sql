UPDATE usage_alerts
SET mailed_at = :now
WHERE tenant_id = :tenant AND kind = :kind AND period_begin = :begin AND percent = :percent AND mailed_at IS NULL
