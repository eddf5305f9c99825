SELECT w.id, w.workspace_id, w.owner_id, u.full_name AS owner_name, w.name, w.description, w.definition, w.step_count, w.visibility, w.state, w.paused_because,
       w.time_zone, w.next_at, w.last_run_id, w.last_at, w.last_state, w.last_detail, w.failures, w.seen, w.created_at, w.updated_at
FROM workflows w
LEFT JOIN users u ON u.id = w.owner_id
WHERE w.tenant_id = :tenant AND w.id = :id
  AND (:all = 1
       OR w.owner_id = :user
       OR w.visibility = 'public'
       OR (w.visibility = 'organization' AND :is_guest = 0)
       OR (w.visibility = 'shared' AND EXISTS (
               SELECT 1 FROM shares s
               WHERE s.tenant_id = w.tenant_id AND s.kind = 'workflow' AND s.object_id = w.id
                 AND s.subject_kind = 'user' AND s.subject_id = :user))
       OR (w.visibility = 'team' AND EXISTS (
               SELECT 1 FROM shares s
               JOIN team_members t ON t.tenant_id = s.tenant_id AND t.team_id = s.subject_id
               WHERE s.tenant_id = w.tenant_id AND s.kind = 'workflow' AND s.object_id = w.id
                 AND s.subject_kind = 'team' AND t.user_id = :user)))
