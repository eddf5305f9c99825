SELECT id
FROM knowledge_documents
WHERE tenant_id = :tenant AND workspace_id = :workspace AND state = 'pending' AND due_at <= :now
ORDER BY due_at, id
LIMIT 1
