DELETE FROM accuracy_outcomes WHERE tenant_id = :tenant
