UPDATE memberships SET role = :role WHERE tenant_id = :tenant AND user_id = :user AND role <> 'owner'
