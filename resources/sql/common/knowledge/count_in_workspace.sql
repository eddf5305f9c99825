SELECT COUNT(*) AS documents FROM knowledge_documents WHERE tenant_id = :tenant AND workspace_id = :workspace
