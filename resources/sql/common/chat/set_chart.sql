UPDATE messages
SET chart = :chart
WHERE tenant_id = :tenant AND id = :id
