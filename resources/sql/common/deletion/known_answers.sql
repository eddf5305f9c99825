DELETE FROM known_answers WHERE tenant_id = :tenant
