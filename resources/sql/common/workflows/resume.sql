UPDATE workflows SET state = 'active', paused_because = NULL, failures = 0, next_at = :next_at, time_zone = :time_zone WHERE tenant_id = :tenant AND id = :id
