INSERT INTO workflow_runs (tenant_id, id, workflow_id, workspace_id, state, started_by, starter_id, event, event_data, definition, inputs, job_id, detail, created_at)
VALUES (:tenant, :id, :workflow, :workspace, 'waiting', :started_by, :starter, :event, :event_data, :definition, :inputs, NULL, '', :now)
