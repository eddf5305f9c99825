UPDATE messages
SET status = :status, answer = :answer, problem = :problem, finished_at = :now,
    search_text = search_text || :search_text
WHERE tenant_id = :tenant AND id = :id AND status = 'running'
