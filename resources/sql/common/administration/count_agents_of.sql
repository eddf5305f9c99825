SELECT COUNT(*) AS number FROM agents WHERE tenant_id = :tenant;
