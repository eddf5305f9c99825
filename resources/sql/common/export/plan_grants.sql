SELECT content, granted_at
FROM plan_grants
WHERE tenant_id = :tenant
ORDER BY tenant_id
LIMIT :limit
