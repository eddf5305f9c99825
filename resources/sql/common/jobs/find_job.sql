SELECT id, kind, payload, checkpoint, state, attempts, cancel_requested, created_at, finished_at, problem_code, problem_detail
FROM jobs
WHERE tenant_id = :tenant AND id = :id;
