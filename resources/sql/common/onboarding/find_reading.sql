SELECT selection, stages, drift, read_again FROM readings WHERE tenant_id = :tenant AND connection_id = :id
