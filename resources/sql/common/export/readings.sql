SELECT connection_id, selection, stages, drift
FROM readings
WHERE tenant_id = :tenant
ORDER BY connection_id
LIMIT :limit
