INSERT INTO accuracy_outcomes (tenant_id, run_id, position, pair_id, question, expected_sql, given_sql, verdict, difference, ms)
VALUES (:tenant, :run, :position, :pair, :question, :sql, '', 'waiting', '', 0)
