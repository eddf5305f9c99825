UPDATE schedules
SET name = :name, last_at = :now, last_outcome = :outcome, last_detail = :detail, failures = :failures, seen = :seen
WHERE tenant_id = :tenant AND id = :id
