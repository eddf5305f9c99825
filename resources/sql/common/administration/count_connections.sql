-- platform: the operator's overview counts the databases of all organisations by how they are
SELECT stage, COALESCE(health_state, 'unknown') AS health, COUNT(*) AS number
FROM connections
GROUP BY stage, COALESCE(health_state, 'unknown');
