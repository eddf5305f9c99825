SELECT SUM(queued) AS queued, COUNT(*) AS claimed FROM workflow_mails WHERE tenant_id = :tenant AND run_id = :run AND position = :position
