SELECT status, status_reason FROM tenants WHERE id = :tenant
