SELECT r.id, r.workflow_id, r.workspace_id, r.state, r.started_by, r.starter_id, s.full_name AS starter_name, r.event, r.event_data, r.inputs, r.job_id, r.detail, r.created_at, r.started_at, r.finished_at,
       w.name AS workflow_name, w.owner_id, r.definition
FROM workflow_runs r
JOIN workflows w ON w.tenant_id = r.tenant_id AND w.id = r.workflow_id
LEFT JOIN users s ON s.id = r.starter_id
WHERE r.tenant_id = :tenant AND r.id = :id
