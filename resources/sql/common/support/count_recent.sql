SELECT COALESCE(SUM(CASE WHEN state <> 'closed' THEN 1 ELSE 0 END), 0) AS unfinished,
       COALESCE(SUM(CASE WHEN created_at > :since THEN 1 ELSE 0 END), 0) AS recent
FROM tickets
WHERE tenant_id = :tenant
