UPDATE conversations SET visibility = :visibility WHERE tenant_id = :tenant AND id = :id AND user_id = :user
