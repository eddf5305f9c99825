SELECT MIN(seq) AS seq FROM audit WHERE tenant_id = :tenant AND at >= :before AND seq IS NOT NULL;
