DELETE FROM dashboards WHERE tenant_id = :tenant
