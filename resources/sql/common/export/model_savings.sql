SELECT month, questions
FROM model_savings
WHERE tenant_id = :tenant
ORDER BY month
LIMIT :limit
