DELETE FROM conversations WHERE tenant_id = :tenant AND id = :id AND user_id = :user
