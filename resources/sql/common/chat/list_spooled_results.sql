SELECT id, bytes
FROM results
WHERE tenant_id = :tenant
ORDER BY id
