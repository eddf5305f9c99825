UPDATE connections
SET health_state = :state, health_checked_at = :now, health_ms = :ms, health_detail = :detail
WHERE tenant_id = :tenant AND id = :id
