DELETE FROM audit WHERE tenant_id = :tenant AND seq IS NULL AND at < :before;
