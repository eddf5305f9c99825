SELECT id, schedule_id, due_at, finished_at, outcome, detail, row_count, by_hand
FROM schedule_runs
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
