UPDATE accuracy_outcomes
SET given_sql = :given_sql, verdict = :verdict, difference = :difference, ms = :ms
WHERE tenant_id = :tenant AND run_id = :run AND position = :position
