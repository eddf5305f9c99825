SELECT position, state, output FROM workflow_run_steps WHERE tenant_id = :tenant AND run_id = :run ORDER BY position
