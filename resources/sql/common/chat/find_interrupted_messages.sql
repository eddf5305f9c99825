-- platform: answers that dead servers left behind are ended for all tenants
SELECT m.tenant_id, m.id, m.stream_id
FROM messages m
WHERE m.status = 'running' AND NOT EXISTS (SELECT 1 FROM nodes n WHERE n.id = m.node_id)
