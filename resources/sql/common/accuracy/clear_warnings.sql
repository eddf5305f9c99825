UPDATE accuracy_runs SET warns = 0 WHERE tenant_id = :tenant AND connection_id = :connection AND warns = 1
