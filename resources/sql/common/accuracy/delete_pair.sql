DELETE FROM accuracy_pairs WHERE tenant_id = :tenant AND connection_id = :connection AND id = :id
