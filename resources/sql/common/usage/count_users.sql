SELECT COUNT(DISTINCT user_id) AS users
FROM usage_buckets
WHERE tenant_id = :tenant AND at >= :begin AND at < :end AND user_id <> ''
