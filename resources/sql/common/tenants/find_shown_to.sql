SELECT c.user_id, c.visibility,
       (SELECT COUNT(*) FROM shares s
        WHERE s.tenant_id = c.tenant_id AND s.kind = 'conversation' AND s.object_id = c.id
          AND s.subject_kind = 'user' AND s.subject_id = :user) AS named,
       (SELECT COUNT(*) FROM shares s
        JOIN team_members t ON t.tenant_id = s.tenant_id AND t.team_id = s.subject_id
        WHERE s.tenant_id = c.tenant_id AND s.kind = 'conversation' AND s.object_id = c.id
          AND s.subject_kind = 'team' AND t.user_id = :user) AS in_team
FROM conversations c
WHERE c.tenant_id = :tenant AND c.id = :id
