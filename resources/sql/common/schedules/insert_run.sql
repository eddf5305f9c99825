INSERT INTO schedule_runs (tenant_id, id, schedule_id, due_at, finished_at, outcome, detail, row_count, by_hand, file_id)
VALUES (:tenant, :id, :schedule, :due_at, :now, :outcome, :detail, :rows, :by_hand, :file)
ON CONFLICT DO NOTHING
