-- platform: the operator's overview counts who asked something in any organisation
SELECT COUNT(DISTINCT user_id) AS users
FROM usage_buckets
WHERE at >= :begin AND at < :end AND user_id <> '';
