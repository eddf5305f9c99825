SELECT COUNT(*) AS saved FROM saved_questions WHERE tenant_id = :tenant AND workspace_id = :workspace
