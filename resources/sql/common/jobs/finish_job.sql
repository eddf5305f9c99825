UPDATE jobs
SET state = :state, finished_at = :now, leased_by = NULL, lease_until = NULL, problem_code = :problem_code,
    problem_detail = :problem_detail
WHERE tenant_id = :tenant AND id = :id AND state IN ('queued', 'running');
