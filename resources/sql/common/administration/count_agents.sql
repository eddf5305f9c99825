-- platform: the operator's overview counts the agents of all organisations
SELECT COUNT(*) AS number, COALESCE(SUM(active), 0) AS active FROM agents;
