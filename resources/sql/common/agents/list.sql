SELECT a.id, a.workspace_id, a.user_id, a.name, a.description, a.instructions, a.tone, a.personality, a.skills, a.tools, a.all_databases, a.databases, a.model,
       a.visibility, a.active, a.is_default, a.created_at, a.updated_at, u.full_name AS owner_name
FROM agents a
LEFT JOIN users u ON u.id = a.user_id
WHERE a.tenant_id = :tenant AND a.workspace_id = :workspace
  AND (:from_start = 1 OR a.is_default < :after_default
       OR (a.is_default = :after_default AND a.name > :after_name)
       OR (a.is_default = :after_default AND a.name = :after_name AND a.id > :after_id))
  AND (a.user_id = :user
       OR a.visibility = 'public'
       OR (a.visibility = 'organization' AND :is_guest = 0)
       OR (a.visibility = 'shared' AND EXISTS (
               SELECT 1 FROM shares s
               WHERE s.tenant_id = a.tenant_id AND s.kind = 'agent' AND s.object_id = a.id
                 AND s.subject_kind = 'user' AND s.subject_id = :user))
       OR (a.visibility = 'team' AND EXISTS (
               SELECT 1 FROM shares s
               JOIN team_members t ON t.tenant_id = s.tenant_id AND t.team_id = s.subject_id
               WHERE s.tenant_id = a.tenant_id AND s.kind = 'agent' AND s.object_id = a.id
                 AND s.subject_kind = 'team' AND t.user_id = :user)))
ORDER BY a.is_default DESC, a.name, a.id
LIMIT :limit
