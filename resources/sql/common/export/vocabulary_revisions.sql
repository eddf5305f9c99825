SELECT connection_id, revision, content, author, created_at, note, summary
FROM vocabulary_revisions
WHERE tenant_id = :tenant
ORDER BY connection_id, revision
LIMIT :limit
