UPDATE workflow_runs SET job_id = :job WHERE tenant_id = :tenant AND id = :id AND state = 'waiting' AND job_id IS NULL
