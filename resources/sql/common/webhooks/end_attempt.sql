UPDATE webhook_deliveries
SET state = :state, status = :status, problem = :problem, next_at = :next_at, ended_at = :ended_at
WHERE tenant_id = :tenant AND id = :id
