DELETE FROM readings WHERE tenant_id = :tenant
