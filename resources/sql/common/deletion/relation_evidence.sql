DELETE FROM relation_evidence WHERE tenant_id = :tenant
