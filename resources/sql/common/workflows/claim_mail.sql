INSERT INTO workflow_mails (tenant_id, run_id, position, address, queued)
SELECT :tenant, r.id, :position, :address, 0
FROM workflow_runs r
WHERE r.tenant_id = :tenant AND r.id = :run AND r.state = 'running'
ON CONFLICT DO NOTHING
