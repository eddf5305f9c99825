DELETE FROM plan_grants WHERE tenant_id = :tenant;
