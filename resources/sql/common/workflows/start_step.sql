INSERT INTO workflow_run_steps (tenant_id, run_id, position, state, output, started_at)
SELECT :tenant, r.id, :position, 'running', :output, :now
FROM workflow_runs r
WHERE r.tenant_id = :tenant AND r.id = :run AND r.state = 'running'
ON CONFLICT (tenant_id, run_id, position) DO UPDATE SET started_at = :now, output = :output
