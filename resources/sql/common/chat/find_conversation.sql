SELECT c.id, c.user_id, c.connection_id, c.title, c.updated_at, c.visibility, c.pinned, c.archived, c.branch_of
FROM conversations c
WHERE c.tenant_id = :tenant AND c.id = :id
  AND (c.user_id = :user
       OR c.visibility = 'public'
       OR (c.visibility = 'organization' AND :is_guest = 0)
       OR (c.visibility = 'shared' AND EXISTS (
               SELECT 1 FROM shares s
               WHERE s.tenant_id = c.tenant_id AND s.kind = 'conversation' AND s.object_id = c.id
                 AND s.subject_kind = 'user' AND s.subject_id = :user))
       OR (c.visibility = 'team' AND EXISTS (
               SELECT 1 FROM shares s
               JOIN team_members t ON t.tenant_id = s.tenant_id AND t.team_id = s.subject_id
               WHERE s.tenant_id = c.tenant_id AND s.kind = 'conversation' AND s.object_id = c.id
                 AND s.subject_kind = 'team' AND t.user_id = :user)))
