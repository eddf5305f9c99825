UPDATE workflows
SET last_run_id = :run, last_at = :now, last_state = :last_state, last_detail = :last_detail, failures = :failures, seen = :seen
WHERE tenant_id = :tenant AND id = :id
