SELECT id, kind, state, attempts, created_at, finished_at, problem_code, problem_detail
FROM jobs
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
