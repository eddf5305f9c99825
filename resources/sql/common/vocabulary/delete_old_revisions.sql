DELETE FROM vocabulary_revisions
WHERE tenant_id = :tenant AND connection_id = :connection AND revision <= :until
