SELECT w.label, w.words, p.heading, p.text
FROM passage_words w
JOIN passages p ON p.tenant_id = w.tenant_id AND p.id = w.passage_id
WHERE w.tenant_id = :tenant AND w.workspace_id = :workspace AND w.label > :after
ORDER BY w.label
LIMIT :limit
