DELETE FROM jobs WHERE tenant_id = :tenant
