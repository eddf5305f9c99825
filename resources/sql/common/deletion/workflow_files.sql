DELETE FROM workflow_files WHERE tenant_id = :tenant
