SELECT i.id, i.saved_id, i.title, i.shown_as, i.x, i.y, i.width, i.height,
       q.name, q.user_id AS saved_by, q.visibility AS saved_visibility, c.name AS database_name
FROM dashboard_items i
JOIN saved_questions q ON q.tenant_id = i.tenant_id AND q.id = i.saved_id
JOIN connections c ON c.tenant_id = q.tenant_id AND c.id = q.connection_id
WHERE i.tenant_id = :tenant AND i.dashboard_id = :dashboard
ORDER BY i.y, i.x, i.id
