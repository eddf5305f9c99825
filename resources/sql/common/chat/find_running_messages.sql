-- platform: at start, answers that a killed process left behind are ended for all tenants
SELECT tenant_id, id, stream_id
FROM messages
WHERE status = 'running'
