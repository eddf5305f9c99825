UPDATE sessions SET last_seen_at = :now, address = :address WHERE tenant_id = :tenant AND id = :id;
