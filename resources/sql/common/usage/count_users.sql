SELECT COUNT(DISTINCT user_id) AS users
FROM usage_events
WHERE tenant_id = :tenant AND at >= :begin AND at < :end
