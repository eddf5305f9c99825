SELECT SUM(CASE WHEN workflow_id = :workflow AND started_by = 'event' AND created_at > :since THEN 1 ELSE 0 END) AS by_event,
       SUM(CASE WHEN state IN ('waiting', 'running') THEN 1 ELSE 0 END) AS unfinished,
       SUM(CASE WHEN workflow_id = :workflow AND state = 'running' THEN 1 ELSE 0 END) AS under_way
FROM workflow_runs
WHERE tenant_id = :tenant
