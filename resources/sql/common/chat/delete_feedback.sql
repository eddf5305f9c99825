DELETE FROM feedback WHERE tenant_id = :tenant AND message_id = :message AND user_id = :user
