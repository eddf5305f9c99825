INSERT INTO team_members (tenant_id, team_id, user_id)
VALUES (:tenant, :id, :user)
ON CONFLICT (tenant_id, team_id, user_id) DO NOTHING
