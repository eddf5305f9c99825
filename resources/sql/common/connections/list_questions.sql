SELECT question FROM examples WHERE tenant_id = :tenant AND connection_id = :id ORDER BY position LIMIT :limit
