-- platform: the operator's overview counts all organisations
SELECT status AS name, COUNT(*) AS number FROM tenants GROUP BY status ORDER BY status;
