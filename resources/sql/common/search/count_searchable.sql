SELECT COALESCE(SUM(d.passages), 0) AS passages
FROM knowledge_documents d
WHERE d.tenant_id = :tenant AND d.workspace_id = :workspace
  AND d.active = 1
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
