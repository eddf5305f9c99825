UPDATE tenants SET personal_user_id = :user WHERE id = :tenant
