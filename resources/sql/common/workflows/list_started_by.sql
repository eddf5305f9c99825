SELECT w.id, w.workspace_id, w.owner_id, w.definition
FROM workflows w
WHERE w.tenant_id = :tenant AND w.trigger_event = :event AND w.state = 'active'
ORDER BY w.id
LIMIT :limit
