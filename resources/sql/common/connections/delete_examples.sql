DELETE FROM examples WHERE tenant_id = :tenant AND connection_id = :id
