UPDATE workflow_runs SET state = :state, detail = :detail, finished_at = :now WHERE tenant_id = :tenant AND id = :id AND state IN ('waiting', 'running')
