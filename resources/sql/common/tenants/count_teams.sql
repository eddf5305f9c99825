SELECT COUNT(*) AS teams FROM teams WHERE tenant_id = :tenant
