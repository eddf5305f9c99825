SELECT run_id, position, state, output, started_at
FROM workflow_run_steps
WHERE tenant_id = :tenant
ORDER BY run_id, position
LIMIT :limit
