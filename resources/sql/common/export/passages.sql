SELECT id, workspace_id, document_id, ordinal, page, heading, text
FROM passages
WHERE tenant_id = :tenant
ORDER BY document_id, ordinal, id
LIMIT :limit
