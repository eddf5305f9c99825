UPDATE accuracy_runs
SET done = (SELECT COUNT(*) FROM accuracy_outcomes o WHERE o.tenant_id = :tenant AND o.run_id = :run AND o.verdict <> 'waiting'),
    right_count = (SELECT COUNT(*) FROM accuracy_outcomes o WHERE o.tenant_id = :tenant AND o.run_id = :run AND o.verdict = 'right'),
    wrong_count = (SELECT COUNT(*) FROM accuracy_outcomes o WHERE o.tenant_id = :tenant AND o.run_id = :run AND o.verdict = 'wrong'),
    failed_count = (SELECT COUNT(*) FROM accuracy_outcomes o WHERE o.tenant_id = :tenant AND o.run_id = :run AND o.verdict = 'failed'),
    broken_count = (SELECT COUNT(*) FROM accuracy_outcomes o WHERE o.tenant_id = :tenant AND o.run_id = :run AND o.verdict = 'broken')
WHERE tenant_id = :tenant AND id = :run
