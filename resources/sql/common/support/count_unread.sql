SELECT COUNT(*) AS unread
FROM tickets t
LEFT JOIN ticket_reads r ON r.tenant_id = t.tenant_id AND r.ticket_id = t.id AND r.user_id = :user
WHERE t.tenant_id = :tenant AND (CAST(:sees_all AS BIGINT) = 1 OR t.opened_by = :user)
  AND t.answer_number > COALESCE(r.seen, 0)
