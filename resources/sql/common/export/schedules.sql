SELECT id, saved_question_id, name, owner_id, times, time_zone, condition_on, delivery, state, paused_because, next_at, last_at, last_outcome, last_detail, failures, created_at
FROM schedules
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
