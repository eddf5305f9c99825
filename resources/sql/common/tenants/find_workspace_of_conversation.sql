SELECT d.workspace_id
FROM conversations c
JOIN connections d ON d.tenant_id = c.tenant_id AND d.id = c.connection_id
WHERE c.tenant_id = :tenant AND c.id = :id
