DELETE FROM accuracy_runs WHERE tenant_id = :tenant AND connection_id = :connection AND id = :id
