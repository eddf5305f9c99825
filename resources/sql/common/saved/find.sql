SELECT q.id, q.workspace_id, q.connection_id, d.name AS database_name, q.user_id, q.name, q.question, q.sql, q.chart, q.visibility, q.created_at, q.updated_at,
       u.full_name AS owner_name
FROM saved_questions q
JOIN connections d ON d.tenant_id = q.tenant_id AND d.id = q.connection_id
LEFT JOIN users u ON u.id = q.user_id
WHERE q.tenant_id = :tenant AND q.id = :id
  AND (q.user_id = :user OR (q.visibility = 'workspace' AND :is_guest = 0))
