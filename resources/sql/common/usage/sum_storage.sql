SELECT COALESCE(SUM(bytes), 0) AS bytes
FROM results
WHERE tenant_id = :tenant
