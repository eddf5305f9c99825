SELECT run_id, position, question, expected_sql, given_sql, verdict, difference, ms
FROM accuracy_outcomes
WHERE tenant_id = :tenant
ORDER BY run_id, position
LIMIT :limit
