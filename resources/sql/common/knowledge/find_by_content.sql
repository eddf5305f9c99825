SELECT d.id, d.workspace_id, d.parent_id, d.user_id, d.visibility, d.kind, d.name, d.media_type, d.source_url, d.options, d.language, d.size,
       d.content_hash, d.state, d.problem, d.progress, d.active, d.pages, d.passages, d.generation, d.sealed_key, d.received, d.attempts, d.created_at, d.updated_at, d.completed_at, '' AS owner_name
FROM knowledge_documents d
WHERE d.tenant_id = :tenant AND d.workspace_id = :workspace AND d.content_hash = :hash AND d.state <> 'uploading' AND d.kind IN ('text', 'file')
  AND (d.user_id = :user
       OR d.visibility = 'public'
       OR (d.visibility = 'organization' AND :is_guest = 0)
       OR (d.visibility = 'shared' AND EXISTS (
               SELECT 1 FROM shares s
               WHERE s.tenant_id = d.tenant_id AND s.kind = 'document' AND s.object_id = d.id
                 AND s.subject_kind = 'user' AND s.subject_id = :user))
       OR (d.visibility = 'team' AND EXISTS (
               SELECT 1 FROM shares s
               JOIN team_members t ON t.tenant_id = s.tenant_id AND t.team_id = s.subject_id
               WHERE s.tenant_id = d.tenant_id AND s.kind = 'document' AND s.object_id = d.id
                 AND s.subject_kind = 'team' AND t.user_id = :user)))
ORDER BY d.id
LIMIT 1
