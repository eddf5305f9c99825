INSERT INTO invitations (tenant_id, id, token_hash, email, role, team_id, invited_by, created_at, expires_at)
VALUES (:tenant, :id, :hash, :email, :role, :team, :user, :now, :expires_at)
