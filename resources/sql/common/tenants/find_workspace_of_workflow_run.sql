SELECT workspace_id FROM workflow_runs WHERE tenant_id = :tenant AND id = :id
