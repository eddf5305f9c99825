UPDATE accuracy_runs
SET state = :state, finished_at = :now, problem = :problem, run_before = :run_before, accuracy_before = :accuracy_before, warns = :warns
WHERE tenant_id = :tenant AND id = :id AND state = 'running'
