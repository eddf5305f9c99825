SELECT id
FROM jobs
WHERE tenant_id = :tenant AND kind = :kind AND job_key = :key AND state IN ('queued', 'running') AND cancel_requested = 0
ORDER BY id
LIMIT 1;
