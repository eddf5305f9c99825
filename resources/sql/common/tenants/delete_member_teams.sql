DELETE FROM team_members WHERE tenant_id = :tenant AND user_id = :user
