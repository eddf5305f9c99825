SELECT o.position, o.pair_id, o.question, o.expected_sql, o.given_sql, o.verdict, o.difference, o.ms, b.verdict AS before
FROM accuracy_outcomes o
LEFT JOIN accuracy_outcomes b ON b.tenant_id = o.tenant_id AND b.run_id = :before AND b.pair_id = o.pair_id
WHERE o.tenant_id = :tenant AND o.run_id = :run
ORDER BY o.position
