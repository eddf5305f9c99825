DELETE FROM schedule_runs WHERE tenant_id = :tenant
