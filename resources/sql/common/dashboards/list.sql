SELECT d.id, d.workspace_id, d.user_id, d.name, d.visibility, d.refresh_minutes, d.created_at, d.updated_at,
       u.full_name AS owner_name,
       (SELECT COUNT(*) FROM dashboard_items i WHERE i.tenant_id = d.tenant_id AND i.dashboard_id = d.id) AS item_count
FROM dashboards d
LEFT JOIN users u ON u.id = d.user_id
WHERE d.tenant_id = :tenant
  AND (d.user_id = :user OR (d.visibility = 'workspace' AND :is_guest = 0))
  AND (:anywhere = 1 OR d.workspace_id = :workspace)
  AND (:from_start = 1 OR d.updated_at < :before_at OR (d.updated_at = :before_at AND d.id < :before_id))
ORDER BY d.updated_at DESC, d.id DESC
LIMIT :limit
