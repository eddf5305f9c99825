INSERT INTO memberships (tenant_id, user_id, role, joined_at)
VALUES (:tenant, :user, :role, :now);
