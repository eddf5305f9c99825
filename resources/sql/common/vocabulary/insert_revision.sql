INSERT INTO vocabulary_revisions (tenant_id, connection_id, revision, content, author, created_at, note, summary)
VALUES (:tenant, :connection, :revision, :content, :author, :now, :note, :summary)
