SELECT id, workflow_id, workspace_id, state, started_by, starter_id, event, event_data, inputs, detail, created_at, started_at, finished_at
FROM workflow_runs
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
