DELETE FROM saved_questions WHERE tenant_id = :tenant AND id = :id
