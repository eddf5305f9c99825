SELECT label
FROM passage_words
WHERE tenant_id = :tenant AND workspace_id = :workspace AND passage_id = :passage
