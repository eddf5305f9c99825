SELECT a.kind, a.id, a.name, COALESCE(p.name, '') AS workspace_name, a.owner_id, COALESCE(u.full_name, '') AS owner_name,
       a.started_by, a.event, a.state, a.paused_because, a.next_at, a.last_at, a.last_state, a.last_detail, a.failures
FROM (
    SELECT 'schedule' AS kind, s.tenant_id, s.id, COALESCE(q.name, s.name) AS name, q.workspace_id, s.owner_id,
           'schedule' AS started_by, '' AS event, s.state, s.paused_because, s.next_at, s.last_at,
           s.last_outcome AS last_state, s.last_detail, s.failures
    FROM schedules s
    LEFT JOIN saved_questions q ON q.tenant_id = s.tenant_id AND q.id = s.saved_question_id
    WHERE s.tenant_id = :tenant
    UNION ALL
    SELECT 'workflow' AS kind, w.tenant_id, w.id, w.name, w.workspace_id, w.owner_id,
           w.trigger_kind AS started_by, w.trigger_event AS event, w.state, w.paused_because, w.next_at, w.last_at,
           w.last_state, w.last_detail, w.failures
    FROM workflows w
    WHERE w.tenant_id = :tenant
) a
LEFT JOIN workspaces p ON p.tenant_id = a.tenant_id AND p.id = a.workspace_id
LEFT JOIN users u ON u.id = a.owner_id
WHERE (:id = '' OR a.id = :id) AND (:before = '' OR a.id < :before) AND (:workspace = '' OR a.workspace_id = :workspace)
ORDER BY a.id DESC
LIMIT :limit
