SELECT id, connection_id, state, started_by, started_at, finished_at, total, right_count, wrong_count, failed_count, broken_count
FROM accuracy_runs
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
