DELETE FROM accuracy_runs WHERE tenant_id = :tenant
