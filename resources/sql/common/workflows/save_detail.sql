UPDATE workflows SET last_detail = :last_detail WHERE tenant_id = :tenant AND id = :id
