DELETE FROM shares WHERE tenant_id = :tenant AND subject_kind = 'user' AND subject_id = :user
