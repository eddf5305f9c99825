SELECT label
FROM passage_words
WHERE tenant_id = :tenant AND workspace_id = :workspace AND label <= :until
ORDER BY label
