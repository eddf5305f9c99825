SELECT k.id, k.connection_id, k.message_id, k.question, k.sql, k.row_count, k.proposed_by, k.proposed_at, k.approved_at,
       p.full_name AS proposer, a.full_name AS approver
FROM known_answers k
LEFT JOIN users p ON p.id = k.proposed_by
LEFT JOIN users a ON a.id = k.approved_by
WHERE k.tenant_id = :tenant AND k.connection_id = :connection
  AND (k.approved_at IS NOT NULL OR k.proposed_by = :user OR :manages = 1)
ORDER BY k.id DESC
LIMIT :limit
