DELETE FROM workflow_mails WHERE tenant_id = :tenant
