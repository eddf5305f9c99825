SELECT d.workspace_id
FROM results r
JOIN messages m ON m.tenant_id = r.tenant_id AND m.id = r.message_id
JOIN conversations c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
JOIN connections d ON d.tenant_id = c.tenant_id AND d.id = c.connection_id
WHERE r.tenant_id = :tenant AND r.id = :id
