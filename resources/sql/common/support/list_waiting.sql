-- platform: operators answer all organisations; who has support before others comes first, then who waits longest
SELECT t.tenant_id, n.name AS organization, t.id, t.opened_by, t.opened_by_name, t.subject, t.state, t.priority,
       t.created_at, t.updated_at, t.message_count, t.question_number, t.answer_number, t.operators_seen,
       t.operators_seen AS seen
FROM tickets t
JOIN tenants n ON n.id = t.tenant_id
WHERE t.state = 'open'
  AND (t.priority < :priority OR (t.priority = :priority AND (t.updated_at, t.id) > (:after_at, :after_id)))
ORDER BY t.priority DESC, t.updated_at, t.id
LIMIT :limit
