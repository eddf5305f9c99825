UPDATE workflow_runs SET state = 'running', started_at = COALESCE(started_at, :now) WHERE tenant_id = :tenant AND id = :id AND state IN ('waiting', 'running')
