DELETE FROM dashboard_items WHERE tenant_id = :tenant AND id = :id AND dashboard_id = :dashboard
