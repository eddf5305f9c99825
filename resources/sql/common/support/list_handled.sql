-- platform: operators see what was asked of them in all organisations, the newest first
SELECT t.tenant_id, n.name AS organization, t.id, t.opened_by, t.opened_by_name, t.subject, t.state, t.priority,
       t.created_at, t.updated_at, t.message_count, t.question_number, t.answer_number, t.operators_seen,
       t.operators_seen AS seen
FROM tickets t
JOIN tenants n ON n.id = t.tenant_id
WHERE t.state = :state AND (t.updated_at, t.id) < (:before_at, :before_id)
ORDER BY t.updated_at DESC, t.id DESC
LIMIT :limit
