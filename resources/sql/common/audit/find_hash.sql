SELECT hash FROM audit WHERE tenant_id = :tenant AND seq = :seq;
