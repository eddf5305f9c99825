SELECT r.id, r.state, r.job_id, r.started_at, r.finished_at, r.total, r.done, r.right_count, r.wrong_count, r.failed_count, r.broken_count, r.run_before, r.accuracy_before, r.problem,
       u.full_name AS started_by
FROM accuracy_runs r
LEFT JOIN users u ON u.id = r.started_by
WHERE r.tenant_id = :tenant AND r.connection_id = :connection AND r.id = :id
