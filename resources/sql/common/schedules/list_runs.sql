SELECT id, due_at, finished_at, outcome, detail, row_count, by_hand, file_id
FROM schedule_runs
WHERE tenant_id = :tenant AND schedule_id = :schedule
ORDER BY finished_at DESC, id DESC
LIMIT :limit
