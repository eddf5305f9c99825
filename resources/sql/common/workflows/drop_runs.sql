DELETE FROM workflow_runs
WHERE tenant_id = :tenant AND workflow_id = :workflow AND finished_at IS NOT NULL
  AND id NOT IN (SELECT id FROM workflow_runs WHERE tenant_id = :tenant AND workflow_id = :workflow ORDER BY created_at DESC, id DESC LIMIT :keep)
