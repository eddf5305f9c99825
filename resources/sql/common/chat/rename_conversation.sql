UPDATE conversations SET title = :title WHERE tenant_id = :tenant AND id = :id AND user_id = :user
