SELECT s.id, s.saved_question_id, COALESCE(q.name, s.name) AS name, s.owner_id, u.full_name AS owner_name, s.times, s.time_zone, s.condition_on, s.delivery, s.state,
       s.paused_because, s.next_at, s.last_at, s.last_outcome, s.last_detail, s.failures, s.seen, s.created_at,
       (SELECT COUNT(*) FROM schedule_files f WHERE f.tenant_id = s.tenant_id AND f.schedule_id = s.id) AS files
FROM schedules s
LEFT JOIN saved_questions q ON q.tenant_id = s.tenant_id AND q.id = s.saved_question_id
LEFT JOIN users u ON u.id = s.owner_id
WHERE s.tenant_id = :tenant AND (:owner = '' OR s.owner_id = :owner) AND (:id = '' OR s.id = :id)
  AND (:workspace = '' OR q.workspace_id = :workspace)
ORDER BY s.id DESC
LIMIT :limit
