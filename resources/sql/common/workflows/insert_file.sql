INSERT INTO workflow_files (tenant_id, run_id, position, step_key, name, bytes, created_at, sealed)
VALUES (:tenant, :run, :position, :step_key, :name, :bytes, :now, :sealed)
ON CONFLICT DO NOTHING
