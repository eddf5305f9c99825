UPDATE workflows
SET next_at = :next_at, time_zone = :time_zone
WHERE tenant_id = :tenant AND id = :id AND state = 'active' AND next_at = :due
