-- platform: rows expire by age in all tenants alike
SELECT tenant_id, id
FROM results
WHERE created_at < :before
LIMIT :limit
