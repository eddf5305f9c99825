DELETE FROM workflow_run_steps WHERE tenant_id = :tenant
