UPDATE jobs
SET state = 'queued', attempts = :attempts, run_after = :run_after, leased_by = NULL, lease_until = NULL
WHERE tenant_id = :tenant AND id = :id AND state = 'running';
