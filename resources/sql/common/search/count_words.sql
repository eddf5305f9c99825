SELECT COUNT(*) AS passages FROM passage_words WHERE tenant_id = :tenant AND workspace_id = :workspace
