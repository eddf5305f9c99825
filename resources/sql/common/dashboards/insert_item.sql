INSERT INTO dashboard_items (tenant_id, id, dashboard_id, saved_id, title, shown_as, x, y, width, height)
VALUES (:tenant, :id, :dashboard, :saved, :title, :shown_as, :x, :y, :width, :height)
