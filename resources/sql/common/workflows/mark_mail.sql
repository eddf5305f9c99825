UPDATE workflow_mails SET queued = 1 WHERE tenant_id = :tenant AND run_id = :run AND position = :position AND address = :address
