SELECT t.id, t.opened_by, t.opened_by_name, t.subject, t.state, t.priority, t.created_at, t.updated_at, t.message_count,
       t.question_number, t.answer_number, t.operators_seen, COALESCE(r.seen, 0) AS seen
FROM tickets t
LEFT JOIN ticket_reads r ON r.tenant_id = t.tenant_id AND r.ticket_id = t.id AND r.user_id = :user
WHERE t.tenant_id = :tenant AND (CAST(:sees_all AS BIGINT) = 1 OR t.opened_by = :user)
  AND (t.updated_at, t.id) < (:before_at, :before_id)
ORDER BY t.updated_at DESC, t.id DESC
LIMIT :limit
