UPDATE tenants SET status = :status, status_reason = :reason, status_at = :now WHERE id = :tenant
