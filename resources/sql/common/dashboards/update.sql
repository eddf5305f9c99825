UPDATE dashboards
SET name = :name, visibility = :visibility, refresh_minutes = :refresh_minutes, updated_at = :now
WHERE tenant_id = :tenant AND id = :id
