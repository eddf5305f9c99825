UPDATE readings SET read_again = 0 WHERE tenant_id = :tenant AND connection_id = :id
