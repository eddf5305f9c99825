DELETE FROM dashboard_items WHERE tenant_id = :tenant
