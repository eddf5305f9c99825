UPDATE agent_messages
SET status = :status, answer = :answer, problem = :problem, finished_at = :now
WHERE tenant_id = :tenant AND id = :id AND status = 'running'
