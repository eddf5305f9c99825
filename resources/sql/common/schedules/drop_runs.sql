DELETE FROM schedule_runs
WHERE tenant_id = :tenant AND schedule_id = :schedule
  AND id NOT IN (SELECT id FROM schedule_runs WHERE tenant_id = :tenant AND schedule_id = :schedule ORDER BY finished_at DESC, id DESC LIMIT :keep)
