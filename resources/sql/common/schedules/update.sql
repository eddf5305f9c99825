UPDATE schedules
SET times = :times, time_zone = :time_zone, condition_on = :condition, delivery = :delivery, next_at = :next_at, seen = NULL
WHERE tenant_id = :tenant AND id = :id
