SELECT COUNT(*) AS records, COALESCE(MAX(at), 0) AS newest
FROM audit
WHERE tenant_id = :tenant AND seq IS NULL;
