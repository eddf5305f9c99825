SELECT label, language, words
FROM passage_words
WHERE tenant_id = :tenant AND workspace_id = :workspace AND label > :after
ORDER BY label
LIMIT :limit
