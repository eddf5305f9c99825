DELETE FROM memberships WHERE tenant_id = :tenant AND user_id = :user
