UPDATE workflows SET state = 'paused', paused_because = :because, next_at = NULL WHERE tenant_id = :tenant AND id = :id
