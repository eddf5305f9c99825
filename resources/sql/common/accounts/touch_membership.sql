UPDATE memberships SET last_seen_at = :now WHERE tenant_id = :tenant AND user_id = :user;
