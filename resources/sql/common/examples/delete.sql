DELETE FROM known_answers
WHERE tenant_id = :tenant AND connection_id = :connection AND id = :id
