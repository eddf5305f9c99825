UPDATE known_answers
SET approved_by = :user, approved_at = :now
WHERE tenant_id = :tenant AND connection_id = :connection AND id = :id
