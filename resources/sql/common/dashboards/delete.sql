DELETE FROM dashboards WHERE tenant_id = :tenant AND id = :id
