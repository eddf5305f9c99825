DELETE FROM workflow_runs WHERE tenant_id = :tenant
