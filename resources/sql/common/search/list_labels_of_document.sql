SELECT label
FROM passage_words
WHERE tenant_id = :tenant AND document_id = :document AND workspace_id = :workspace
