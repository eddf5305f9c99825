SELECT r.revision, r.content, r.created_at, r.note, r.summary, u.full_name
FROM vocabulary_revisions r
LEFT JOIN users u ON u.id = r.author
WHERE r.tenant_id = :tenant AND r.connection_id = :connection AND r.revision = :revision
