SELECT id, dashboard_id, saved_id, title, shown_as, x, y, width, height
FROM dashboard_items
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
