UPDATE dashboard_items
SET title = :title, shown_as = :shown_as, x = :x, y = :y, width = :width, height = :height
WHERE tenant_id = :tenant AND id = :id AND dashboard_id = :dashboard
