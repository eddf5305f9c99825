UPDATE workflow_run_steps
SET state = :state, output = :output
WHERE tenant_id = :tenant AND run_id = :run AND position = :position AND state = 'running'
  AND EXISTS (SELECT 1 FROM workflow_runs r WHERE r.tenant_id = :tenant AND r.id = :run AND r.state = 'running')
