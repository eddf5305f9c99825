DELETE FROM vocabulary_revisions WHERE tenant_id = :tenant
